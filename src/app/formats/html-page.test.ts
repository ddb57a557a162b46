import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeHtml, htmlPage, linkTo } from './html-page.ts';

test('text is text, in an element and in an attribute', () => {
  assert.equal(
    escapeHtml(`<img src=x onerror="alert('1')"> & so on`),
    '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; so on',
  );
  assert.equal(escapeHtml('&amp;'), '&amp;amp;');
  assert.equal(escapeHtml('a\u202eb\u0000'), String.raw`a\u{202e}b\u{0}`);
});

test('escaped text holds no character that could end where it stands, and the browser reads the text again', () => {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';', '#', '/', ' ') }), (text) => {
      const escaped = escapeHtml(text);
      assert.doesNotMatch(escaped, /[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      assert.equal(
        escaped.replaceAll(/&([a-z0-9#]+);/g, (_, name: string) => entities[name] ?? ''),
        text,
      );
    }),
  );
});

test('an address on the web is a link that tells the other side nothing', () => {
  assert.equal(
    linkTo('https://registry.example/a?b=1&c=2'),
    '<a href="https://registry.example/a?b=1&amp;c=2" rel="noreferrer noopener">https://registry.example/a?b=1&amp;c=2</a>',
  );
  assert.equal(
    linkTo('HTTP://registry.example', '<more>'),
    '<a href="HTTP://registry.example" rel="noreferrer noopener">&lt;more&gt;</a>',
  );
});

test('anything else is bare text', () => {
  const others = [
    '',
    'javascript:alert(1)',
    ' https://registry.example',
    'https://registry.example/ onclick=x',
    'https://registry.example/"onclick="x',
    'https://registry.example/<script>',
    'https://',
    'https://[',
    'data:text/html,x',
    'file:///etc/passwd',
    '//registry.example',
    'java\nscript:https://registry.example',
    'https://registry.example/\u202etxt.exe',
    'https://registry.example/\u0001',
    'https://registry.example\njavascript:alert(1)',
  ];
  for (const url of others) {
    assert.equal(linkTo(url), escapeHtml(url));
    assert.equal(linkTo(url, 'text'), 'text');
  }
});

test('whatever the address, there is at most the one link, and it leads to the web', () => {
  const url = fc
    .tuple(fc.constantFrom('https://', 'http://a', 'javascript:', '', '"'), fc.string({ unit: 'binary' }))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(url, (given) => {
      const html = linkTo(given);
      assert.match(html, /^(?:<a href="https?:\/\/[^"<>]*" rel="noreferrer noopener">[^<>"']*<\/a>|[^<>"']*)$/i);
    }),
  );
});

test('a page loads nothing, sends nothing and runs nothing', () => {
  const page = htmlPage('<title>', '<p>body</p>');
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1] ?? '';
  assert.deepEqual(policy.split('; ').toSorted(), [
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "style-src 'unsafe-inline'",
  ]);
  assert.doesNotMatch(page, /<(?:script|link|img|iframe|form|base)\b|\bsrc=|\burl\(|@import|\bhttps?:/i);
});

test('a page has its title escaped, its body as given, its language and its encoding first', () => {
  const page = htmlPage('a & <b>', '<p>body</p>');
  assert.ok(page.startsWith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'));
  assert.ok(page.includes('<title>a &amp; &lt;b&gt;</title>'));
  assert.ok(page.includes('<body>\n<p>body</p>\n</body>'));
  assert.ok(page.indexOf('Content-Security-Policy') < page.indexOf('<style>'));
});
