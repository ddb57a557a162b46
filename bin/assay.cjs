#!/usr/bin/env node
'use strict';
// Plain CommonJS that any Node can parse: it answers `--version` at once, and says what is wrong when Node is too old.
const argument = process.argv[2];
if (process.argv.length === 3 && (argument === '--version' || argument === '-V')) {
  process.stdout.write(`assay ${require('../package.json').version}\n`);
} else if (isSupported(process.versions.node)) {
  start();
} else {
  process.stderr.write(
    `assay: Node ${process.versions.node} is too old; Node ${require('../package.json').engines.node} is needed\n`,
  );
  process.exitCode = 2;
}

function isSupported(node) {
  const [major, minor] = node.split('.').map(Number);
  return major >= 26 || (major === 24 && minor >= 15);
}

function start() {
  // In the user's own cache directory: a shared temporary one could be filled by somebody else.
  const { XDG_CACHE_HOME: cache, HOME: home, LOCALAPPDATA: local } = process.env;
  const directory = cache || (home ? `${home}/.cache` : local);
  if (directory) require('node:module').enableCompileCache(`${directory}/assay/compile-cache`);
  // Everything is written when the promise resolves; what the engine would still like to tidy up is nobody's concern.
  void require('../dist/cli/main.cjs')
    .main(process.argv.slice(2))
    .then(() => process.exit());
}
