use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The services (`host:port`) to which no connection could be opened within two seconds, sorted.
pub fn ping(services: Vec<String>) -> Vec<String> {
    let down = Arc::new(Mutex::new(Vec::new()));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let asked: Vec<_> = services
            .into_iter()
            .map(|service| tokio::spawn(ask(service, Arc::clone(&down))))
            .collect();
        for answer in asked {
            let _ = answer.await;
        }
    });
    let mut down = down.lock().clone();
    down.sort();
    down
}

async fn ask(service: String, down: Arc<Mutex<Vec<String>>>) {
    match timeout(Duration::from_secs(2), TcpStream::connect(service.as_str())).await {
        Ok(Ok(_)) => {}
        _ => down.lock().push(service),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_down() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let up = listener.local_addr().unwrap().to_string();
        assert_eq!(ping(vec![up, "127.0.0.1:1".to_string()]), ["127.0.0.1:1"]);
    }
}
