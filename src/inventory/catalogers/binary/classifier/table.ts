/** One way in which a program or library tells its version. */
export interface Sign {
  /** A literal text that stands at the version; `{1}`, `{2}` are what the file's name captured. Each is searched for by itself. */
  readonly near: readonly string[];
  /** Over the characters from the literal on, or with `before` over those in front of it; the first group is the version. */
  readonly version: RegExp;
  /** How many characters in front of the literal are looked at, instead of those behind. */
  readonly before?: number;
}

export interface Classifier {
  /** Of the package, in purls of the type `generic`. */
  readonly name: string;
  /** Base names of files, without `.exe`, that may be it. Without any: every executable is searched, for a copy linked into it. */
  readonly files?: RegExp;
  /** Another literal that must be in the file, so that a program which only mentions the software is not taken for it. */
  readonly with?: string;
  /** The first that is found counts. */
  readonly signs: readonly Sign[];
  /** 0 to 1; 0.9 when left out: the text is made by the software itself and says its name. */
  readonly confidence?: number;
}

const after = (near: string | readonly string[], version: RegExp): Sign => ({
  near: typeof near === 'string' ? [near] : near,
  version,
});
const before = (near: string | readonly string[], version: RegExp): Sign => ({ ...after(near, version), before: 40 });

/** What the text does not name, only the file. */
const BY_FILE_NAME = 0.7;

/** How well-known software tells its version: facts, one row each. Names are those that other tools use in `pkg:generic/…`, too. */
export const classifiers: readonly Classifier[] = [
  { name: 'bash', files: /^bash$/, signs: [after('@(#)Bash version ', /^@\(#\)Bash version (\d+\.\d+\.\d+)/)] },
  { name: 'bun', files: /^bunx?$/, signs: [after('Bun v', /^Bun v(\d+\.\d+\.\d+)/), after('Bun/', /^Bun\/(\d+\.\d+\.\d+)/)] },
  { name: 'busybox', files: /^busybox/, signs: [after('BusyBox v', /^BusyBox v(\d+\.\d+\.\d+)/)] },
  { name: 'consul', files: /^consul$/, signs: [after('CONSUL_VERSION: ', /^CONSUL_VERSION: (\d+\.\d+\.\d+)/)] },
  { name: 'curl', files: /^(?:curl|libcurl[-.\w]*)$/, signs: [after('curl/', /^curl\/(\d+\.\d+\.\d+)/)] },
  { name: 'deno', files: /^deno$/, signs: [after('Deno/', /^Deno\/(\d+\.\d+\.\d+)/)] },
  { name: 'dnsmasq', files: /^dnsmasq$/, signs: [after('dnsmasq-', /^dnsmasq-(\d+\.\d+)/)] },
  { name: 'expat', signs: [after('expat_', /^expat_(\d+\.\d+\.\d+)\0/)] },
  { name: 'git', files: /^git$/, signs: [after('git/', /^git\/(\d+\.\d+\.\d+)/)] },
  {
    name: 'glibc',
    files: /^libc(?:\.so\.6|-[\d.]+\.so)$/,
    signs: [after('GNU C Library (', /^GNU C Library \([^)\0]*\) [a-z]+ release version (\d+\.\d+(?:\.\d+)?)/)],
  },
  {
    name: 'haproxy',
    files: /^haproxy$/,
    signs: [
      before(', released 2', / version (\d+\.\d+\.\d+)[^\0]*$/),
      after('HA-Proxy version ', /^HA-Proxy version (\d+\.\d+\.\d+)/),
    ],
  },
  { name: 'httpd', files: /^(?:httpd|apache2)$/, signs: [after('Apache/', /^Apache\/(\d+\.\d+\.\d+)/)] },
  {
    name: 'java',
    files: /^(?:libjvm\.(?:so|dylib)|jvm\.dll)$/,
    // Without the build, which the file `release` gives apart.
    signs: [after(' JRE (', /^ JRE \((\d[\d._]*)/)],
  },
  {
    name: 'libjpeg-turbo',
    files: /^lib(?:turbo)?jpeg[-.\w]*$/,
    signs: [after('libjpeg-turbo version ', /^libjpeg-turbo version (\d+\.\d+(?:\.\d+)?)/)],
  },
  { name: 'libpng', signs: [after(' libpng version ', /^ libpng version (\d+\.\d+\.\d+)[^\0]* - [A-Z][a-z]+ \d/)] },
  { name: 'libssh2', files: /^libssh2[-.\w]*$/, signs: [after('SSH-2.0-libssh2_', /^SSH-2\.0-libssh2_(\d+\.\d+\.\d+)/)] },
  { name: 'lighttpd', files: /^lighttpd$/, signs: [after('lighttpd/', /^lighttpd\/(\d+\.\d+\.\d+)/)] },
  { name: 'lua', files: /^(?:lua|liblua)[-.\w]*$/, signs: [after('$LuaVersion: Lua ', /^\$LuaVersion: Lua (\d+\.\d+\.\d+)/)] },
  {
    name: 'mariadb',
    files: /^(?:mariadbd?|mysqld?)$/,
    signs: [before('-MariaDB\0', /\0(\d+\.\d+\.\d+)$/)],
  },
  { name: 'memcached', files: /^memcached$/, signs: [after('memcached ', /^memcached (\d+\.\d+\.\d+)/)] },
  {
    name: 'musl',
    files: /^(?:ld-musl-\w+\.so\.1|libc\.musl-\w+\.so\.1)$/,
    with: 'musl libc (',
    signs: [after('\x001.', /^\0(1\.\d+\.\d+)\0/)],
  },
  { name: 'mysql', files: /^mysqld$/, signs: [after('/mysql-', /^\/mysql-(\d+\.\d+\.\d+)/)] },
  { name: 'nginx', files: /^nginx/, signs: [after('nginx/', /^nginx\/(\d+\.\d+\.\d+)/)] },
  { name: 'node', files: /^node(?:js)?$/, signs: [after('node.js/v', /^node\.js\/v(\d+\.\d+\.\d+)/)] },
  {
    name: 'openssh',
    files: /^sshd?(?:-session)?$/,
    signs: [after('OpenSSH_', /^OpenSSH_(\d+\.\d+(?:\.\d+)?p\d+)/)],
  },
  {
    name: 'openssl',
    with: 'OPENSSLDIR: ',
    signs: [
      after('OpenSSL ', /^OpenSSL (\d+\.\d+\.\d+[a-z]{0,2}(?:-(?:alpha|beta|pre)\d+)?)[-+\w]* {1,2}\d{1,2} [A-Z][a-z]{2} \d{4}/),
    ],
  },
  {
    name: 'perl',
    files: /^(?:perl|libperl)[-.\w]*$/,
    signs: [
      after(['/perl5/5.', '/perl/5.', '/perl5/site_perl/5.'], /^\/perl5?\/(?:site_perl\/)?(5\.\d+\.\d+)[\0/]/),
      after('\0v5.', /^\0v(5\.\d+\.\d+)\0/),
    ],
  },
  {
    name: 'php',
    files: /^(?:php|php-fpm|php-cgi|libphp)[\d.]*(?:\.so)?$/,
    signs: [after('X-Powered-By: PHP/', /^X-Powered-By: PHP\/(\d+\.\d+\.\d+(?:(?:alpha|beta|RC)\d+)?)/)],
  },
  {
    name: 'postgresql',
    files: /^(?:postgres|psql|pg_dump)$/,
    signs: [after('(PostgreSQL) ', /^\(PostgreSQL\) (\d+(?:\.\d+){0,2}(?:(?:alpha|beta|rc)\d+)?)/)],
  },
  { name: 'proftpd', files: /^proftpd$/, signs: [after('ProFTPD Version ', /^ProFTPD Version (\d+\.\d+\.\d+[a-z]?)/)] },
  {
    name: 'python',
    files: /^(?:lib)?python(\d)\.?(\d+)[dmut]*(?:\.(?:so|dylib|dll)[.\d]*)?$/,
    // The linker may put it into the end of a longer text, such as the path of its sources.
    signs: [after(['\0{1}.{2}.', '-{1}.{2}.', '/{1}.{2}.'], /^[^\d.](\d\.\d+\.\d+(?:(?:a|b|rc)\d+)?)\+?\0/)],
    confidence: BY_FILE_NAME,
  },
  {
    name: 'redis',
    files: /^redis-(?:server|sentinel|check-rdb|check-aof)$/,
    signs: [
      before(['c11-builtin\0', 'atomic-builtin\0', 'sync-builtin\0'], /\0(\d+\.\d+\.\d+)\0$/),
      before('buildkitsandbox-', /(?:^|[^\d.])(\d+\.\d+\.\d+)$/),
    ],
  },
  {
    name: 'ruby',
    files: /^(?:ruby|libruby)[-.\w]*$/,
    signs: [after('ruby ', /^ruby (\d+\.\d+\.\d+(?:(?:preview|rc)\d+)?)(?:p\d+)? \(\d{4}-\d\d-\d\d/)],
  },
  {
    name: 'rust',
    files: /^lib(?:std|rustc_driver)-[0-9a-f]+\.(?:so|dylib)$/,
    signs: [after('rustc version ', /^rustc version (\d+\.\d+\.\d+(?:-(?:beta|nightly)[.\d]*)?) \(/)],
  },
  {
    name: 'sqlite',
    files: /^(?:sqlite3|libsqlite3[-.\w]*|sqlite3\.dll)$/,
    signs: [after('\x003.', /^\0(3\.\d{1,3}\.\d{1,3})\0/)],
    with: 'SQLite format 3',
    confidence: BY_FILE_NAME,
  },
  { name: 'squid', files: /^squid$/, signs: [after('squid/', /^squid\/(\d+\.\d+(?:\.\d+)*)/)] },
  { name: 'unbound', files: /^unbound$/, signs: [after('unbound ', /^unbound (\d+\.\d+\.\d+)/)] },
  { name: 'varnish', files: /^varnishd$/, signs: [after('varnish-', /^varnish-(\d+\.\d+\.\d+) revision /)] },
  {
    name: 'xz',
    files: /^liblzma[-.\w]*$/,
    signs: [after('\x005.', /^\0(5\.\d+\.\d+(?:alpha|beta)?)\0/)],
    confidence: BY_FILE_NAME,
  },
  {
    name: 'zlib',
    signs: [after([' deflate ', ' inflate '], /^ [a-z]+ (\d+\.\d+(?:\.\d+)*)[-.\w]* Copyright 1995-\d{4} /)],
  },
  { name: 'zsh', files: /^zsh$/, signs: [after('/zsh/', /^\/zsh\/(\d+\.\d+(?:\.\d+)*)[\0/]/)] },
];
