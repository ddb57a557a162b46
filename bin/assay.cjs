#!/usr/bin/env node
'use strict';
// Plain CommonJS that any Node can parse: it answers `--version` at once, and says what is wrong when Node is too old.
const { version, engines } = require('../package.json');

const argument = process.argv[2];
if (process.argv.length === 3 && (argument === '--version' || argument === '-V')) {
  process.stdout.write(`assay ${version}\n`);
} else if (isSupported(process.versions.node)) {
  start();
} else {
  process.stderr.write(`assay: Node ${process.versions.node} is too old; Node ${engines.node} is needed\n`);
  process.exitCode = 2;
}

function isSupported(node) {
  const [major, minor] = node.split('.').map(Number);
  return major >= 26 || (major === 24 && minor >= 15);
}

function start() {
  const { join } = require('node:path');
  // In the user's own cache directory: a shared temporary one could be filled by somebody else.
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME ? join(process.env.HOME, '.cache') : process.env.LOCALAPPDATA);
  if (home) require('node:module').enableCompileCache(join(home, 'assay', 'compile-cache'));
  require('../dist/cli/main.js').main(process.argv.slice(2));
}
