import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml as parseByOther, XmlElement as OtherElement, XmlText } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { defaultLimits } from '../limits.ts';
import { child, children, childText, decodeXml, parseXml, textOf, type XmlElement } from './index.ts';

const options = { path: 'x.xml', limits: defaultLimits };

function read(text: string, more: { readonly keepUnknownEntities?: boolean } = {}): XmlElement {
  const outcome = parseXml(text, { ...options, ...more });
  assert.deepEqual(outcome.issues, []);
  return outcome.value ?? assert.fail('there is no element');
}

/** `[code, line, message]` of the one issue of a document that is refused. */
function refusal(text: string): readonly [string, number | undefined, string] {
  const outcome = parseXml(text, options);
  assert.equal(outcome.value, undefined);
  assert.equal(outcome.complete, false);
  assert.equal(outcome.issues.length, 1);
  const [issue] = outcome.issues;
  assert.equal(issue?.path, 'x.xml');
  return [issue.code, issue.line, issue.message];
}

test('elements have a local name, a prefix, attributes, children in order, their own text and the line of their start tag', () => {
  const root = read(
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- c -->\n<p:a xmlns:p="urn:x"\n  b = \'1\'>x<b/>y\n<c d="&lt;&#65;&#x42;"\n>z</c><![CDATA[<&]]><?pi?></p:a>\n',
  );
  assert.deepEqual([root.name, root.prefix, root.line], ['a', 'p', 3]);
  assert.deepEqual(
    [...root.attributes],
    [
      ['xmlns:p', 'urn:x'],
      ['b', '1'],
    ],
  );
  assert.equal(root.text, 'xy\n<&');
  assert.deepEqual(
    root.children.map(({ name, text, line, attributes }) => [name, text, line, attributes.get('d')]),
    [
      ['b', '', 4, undefined],
      ['c', 'z', 5, '<AB'],
    ],
  );
});

test('accessors find elements by local name and text without the space around it', () => {
  const root = read('<a><b> 1 </b><x:b xmlns:x="u">2</x:b><c> \n </c></a>');
  assert.equal(children(root, 'b').length, 2);
  assert.equal(child(root, 'b')?.text, ' 1 ');
  assert.equal(childText(root, 'b'), '1');
  assert.equal(childText(root, 'c'), undefined);
  assert.equal(textOf(undefined), undefined);
  assert.deepEqual(children(undefined, 'b'), []);
});

test('a document type declaration is refused with its line, whatever it declares', () => {
  for (const declared of [
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a SYSTEM "https://x.example/a.dtd">',
    '<!DOCTYPE a [<!ENTITY l0 "x"><!ENTITY l1 "&l0;&l0;">]>',
  ]) {
    const [code, line] = refusal(`<?xml version="1.0"?>\n\n${declared}<a>&x;</a>`);
    assert.deepEqual([code, line], ['xml/doctype', 3]);
  }
});

test('depth is bounded without recursion', () => {
  const levels = defaultLimits.nestingLevels;
  assert.equal(read('<a>'.repeat(levels) + '</a>'.repeat(levels)).children.length, 1);
  assert.deepEqual(refusal('<a>\n'.repeat(200_000)).slice(0, 2), ['xml/nesting', levels + 1]);
  assert.deepEqual(refusal('<a>'.repeat(levels + 1) + '</a>'.repeat(levels + 1)).slice(0, 1), ['xml/nesting']);
});

test('the number of elements is bounded', () => {
  const outcome = parseXml('<a>\n<b/>\n<b/>\n</a>', { path: 'x.xml', limits: { nestingLevels: 10, xmlElements: 2 } });
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [['xml/elements', 3]],
  );
});

test('names of prototype members are names like any other', () => {
  const root = read('<__proto__ constructor="1" __proto__="2"><toString>x</toString></__proto__>');
  assert.equal(root.name, '__proto__');
  assert.equal(root.attributes.get('__proto__'), '2');
  assert.equal(root.attributes.get('hasOwnProperty'), undefined);
  assert.equal(childText(root, 'toString'), 'x');
  assert.equal(Object.getPrototypeOf(root), Object.prototype);
});

test('line ends become line feeds (2.11), in attribute values spaces (3.3.3), but not what is written as a reference', () => {
  const root = read('<a b="1\r\n2\t3&#10;4">x\r\ny\rz&#13;</a>');
  assert.equal(root.attributes.get('b'), '1 2 3\n4');
  assert.equal(root.text, 'x\ny\nz\r');
});

test('a reference is replaced once: what it stands for is not read again', () => {
  assert.equal(read('<a>&amp;lt;&#38;amp;</a>').text, '&lt;&amp;');
});

test('entities that are not predefined are refused, or kept as written where that is asked', () => {
  assert.deepEqual(refusal('<a>\n&oslash;</a>'), [
    'xml/syntax',
    2,
    'is not valid XML: it names an entity oslash, which is not defined',
  ]);
  assert.equal(read('<a b="&oslash;">&oslash;&lt;</a>', { keepUnknownEntities: true }).text, '&oslash;<');
});

test('what is not well-formed is refused on its line', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['', 1],
    ['   \n', 2],
    ['x<a/>', 1],
    ['<a/>\nx', 2],
    ['<a/>\n<b/>', 2],
    ['<a>\n', 2],
    ['<a>\n</b>', 2],
    ['<a></a></a>', 1],
    ['<a', 1],
    ['<a \n', 2],
    ['<a /', 1],
    ['<a / >', 1],
    ['< a/>', 1],
    ['<1/>', 1],
    ['<a b/>', 1],
    ['<a b=1/>', 1],
    ['<a b="1/>', 1],
    ['<a b="<"/>', 1],
    ['<a b="1"c="2"/>', 1],
    ['<a\nb="1"\nb="2"/>', 3],
    ['<a></a\n', 2],
    ['<a></a x>', 1],
    ['<a>]]></a>', 1],
    ['<a>&</a>', 1],
    ['<a>&amp</a>', 1],
    ['<a>&#0;</a>', 1],
    ['<a>&#xD800;</a>', 1],
    ['<a>&#x110000;</a>', 1],
    ['<a>&#xFFFFFFFFFFFFFFFF;</a>', 1],
    ['<a>\u0001</a>', 1],
    ['<a><!-- -- --></a>', 1],
    ['<a><!-- ---></a>', 1],
    ['<a><!--', 1],
    ['<a><![CDATA[', 1],
    ['<![CDATA[x]]><a/>', 1],
    ['<a><!ELEMENT b></a>', 1],
    ['<a><?xml version="1.0"?></a>', 1],
    ['\n<?xml version="1.0"?><a/>', 2],
    ['<?xml version="1.0"', 1],
    ['<a><? x?></a>', 1],
    ['<a><?x', 1],
    ['<a><?x/?></a>', 1],
  ];
  for (const [text, line] of cases) {
    const [code, at] = refusal(text);
    assert.deepEqual([code, at], ['xml/syntax', line], JSON.stringify(text));
    assert.throws(() => parseByOther(text), JSON.stringify(text));
  }
});

test('the cost grows with the length, not with its square: long lines, many line ends, many references', () => {
  const many = 200_000;
  assert.equal(read(`<a>${'x\r\n'.repeat(many)}</a>`).text.length, 2 * many);
  assert.equal(read(`<a>${'<b/>'.repeat(many)}</a>`).children.at(-1)?.line, 1);
  assert.equal(read(`<a>${'&lt;'.repeat(many)}</a>`).text.length, many);
  assert.equal(refusal('x'.repeat(many * 10))[1], 1);
});

interface Made {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parts: readonly (Made | string)[];
}

const names = fc.stringMatching(/^[A-Za-z_é][A-Za-z0-9_.·-]{0,5}$/);
const words = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => text.isWellFormed());
const { element } = fc.letrec<{ element: Made }>((tie) => ({
  element: fc.record({
    name: names,
    attributes: fc.dictionary(names, words, { maxKeys: 3, noNullPrototype: true }),
    parts: fc.array(fc.oneof({ depthSize: 'small' }, words, tie('element')), { maxLength: 4 }),
  }),
}));

function write({ name, attributes, parts }: Made): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  const content = parts.map((part) => (typeof part === 'string' ? escape(part) : write(part))).join('');
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

type Plain = readonly [string, Readonly<Record<string, string>>, string, readonly Plain[]];

function plain(one: XmlElement): Plain {
  const name = one.prefix === undefined ? one.name : `${one.prefix}:${one.name}`;
  return [name, Object.fromEntries(one.attributes), one.text, one.children.map(plain)];
}

function plainOther(one: OtherElement): Plain {
  const text = one.children.map((part) => (part instanceof XmlText ? part.text : '')).join('');
  const inside = one.children.filter((part) => part instanceof OtherElement);
  return [one.name, { ...one.attributes }, text, inside.map(plainOther)];
}

test('written elements are read back as they were, and as another parser reads them', () => {
  fc.assert(
    fc.property(element, (made) => {
      const text = write(made);
      const other = parseByOther(text).root ?? assert.fail();
      assert.deepEqual(plain(read(text)), plainOther(other));
    }),
    { numRuns: 300 },
  );
});

test('damaged documents are accepted exactly when another parser accepts them', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    '&',
    ';',
    '"',
    "'",
    '=',
    ' ',
    '!--',
    '--',
    ']]>',
    '![CDATA[',
    '?',
    '?x',
    '&lt;',
    'a',
    '\n',
    '',
  );
  const damaged = fc.tuple(element, fc.nat(), fc.nat({ max: 3 }), pieces).map(([made, at, cut, piece]) => {
    const text = write(made);
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place + cut);
  });
  fc.assert(
    fc.property(damaged, (text) => {
      fc.pre(text.isWellFormed());
      let accepted = true;
      try {
        parseByOther(text);
      } catch {
        accepted = false;
      }
      assert.equal(parseXml(text, options).complete, accepted, JSON.stringify(text));
    }),
    { numRuns: 2000 },
  );
});

test('bytes are read in the encoding of their byte order mark or their declaration, else as UTF-8 (4.3.3)', () => {
  const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1');
  assert.equal(read(decodeXml(latin, 'x.xml').value ?? '').text, 'é');
  const wide = Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><a>é</a>', 'utf16le');
  assert.equal(read(decodeXml(wide, 'x.xml').value ?? '').text, 'é');
  assert.equal(read(decodeXml(wide.swap16(), 'x.xml').value ?? '').text, 'é');
  assert.equal(read(decodeXml(Buffer.from('\ufeff<a>é</a>'), 'x.xml').value ?? '').text, 'é');
  const saved = Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>é</a>');
  assert.equal(read(decodeXml(saved, 'x.xml').value ?? '').text, 'é');
});

test('bytes that are not in their encoding, or in one that is not known, are an issue', () => {
  const codes = [
    Buffer.from('<?xml version="1.0" encoding="x-none"?><a/>'),
    Buffer.from('<?xml version="1.0" encoding="shift_jis"?><a>\xff\xff</a>', 'latin1'),
    Buffer.from([0xff, 0xfe, 0x3c]),
    Buffer.from('<a>\xe9</a>', 'latin1'),
  ].map((bytes) => decodeXml(bytes, 'x.xml').issues.map(({ code, line }) => `${code} ${line}`));
  assert.deepEqual(codes, [['xml/encoding 1'], ['xml/encoding 1'], ['xml/encoding 1'], ['text/encoding 1']]);
});
