//! `storefront`: packs a folder of product pictures, and asks whether the services are up.

mod pack;
mod ping;

use std::path::Path;
use std::process::exit;

use clap::{App, Arg, SubCommand};

fn main() {
    let matches = App::new("storefront")
        .version("1.4.0")
        .about("Looks after the storefront")
        .subcommand(
            SubCommand::with_name("pack")
                .about("Packs the pictures of a folder into one dated archive")
                .arg(Arg::with_name("FOLDER").required(true))
                .arg(Arg::with_name("TARGET").default_value(".")),
        )
        .subcommand(
            SubCommand::with_name("ping")
                .about("Says which services answer")
                .arg(
                    Arg::with_name("SERVICE")
                        .multiple(true)
                        .required(true)
                        .help("host:port"),
                ),
        )
        .get_matches();

    match matches.subcommand() {
        ("pack", Some(args)) => {
            let folder = Path::new(args.value_of("FOLDER").unwrap());
            match pack::pack(folder, Path::new(args.value_of("TARGET").unwrap())) {
                Ok(packed) => println!(
                    "{} pictures in {}",
                    packed.skus.len(),
                    packed.archive.display()
                ),
                Err(error) => {
                    eprintln!("{}", error);
                    exit(1);
                }
            }
        }
        ("ping", Some(args)) => {
            let services = args
                .values_of("SERVICE")
                .unwrap()
                .map(String::from)
                .collect();
            let down = ping::ping(services);
            for service in &down {
                println!("{} does not answer", service);
            }
            exit(if down.is_empty() { 0 } else { 1 });
        }
        _ => {
            eprintln!("{}", matches.usage());
            exit(2);
        }
    }
}
