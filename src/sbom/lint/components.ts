import { ecosystemByPurlType } from '../../ecosystem/index.ts';
import { arrayOf, isObject, objectOf } from '../../kernel/index.ts';
import { parsePurl, validatePurl } from '../../model/purl/index.ts';
import type { Bom, BomComponent } from '../bom/model.ts';
import { componentPaths } from '../bom/paths.ts';
import { digestProblem } from '../digest.ts';
import { createLicenceClassifier, referencesOf } from '../licence/classify.ts';
import { parseLicenceExpression } from '../licence/expression.ts';
import { quoted, type AddFinding } from './finding.ts';

/** What is said of single components: package URLs, licences, hashes, and what contradicts itself. */
export function lintComponents(bom: Bom, add: AddFinding): void {
  const paths = componentPaths(bom);
  const licences = licenceLinter(bom, add);
  const byPurl = new Map<string, number>();
  for (const [index, component] of bom.components.entries()) {
    const path = paths[index] as string;
    lintPurl(component, path, add);
    lintHashes(component, path, add);
    licences(component, path);
    lintOwn(component, path, add);
    if (component.purl === undefined) continue;
    const first = byPurl.get(component.purl);
    if (first === undefined) byPurl.set(component.purl, index);
    else lintTwins(bom.components[first] as BomComponent, paths[first] as string, component, path, add);
  }
}

function lintPurl({ purl, version }: BomComponent, path: string, add: AddFinding): void {
  if (purl === undefined) return;
  for (const { canonical, message, severity } of validatePurl(purl)) {
    const better = canonical === undefined ? '' : `; it is ${canonical}`;
    add(severity, 'lint/purl', `${path}.purl`, `is ${quoted(purl)}, which ${message}${better}`);
  }
  const parsed = parsePurl(purl, { foldKeys: true });
  if (!parsed.ok || version === undefined || parsed.purl.version === undefined || parsed.purl.version === version) return;
  const { qualifiers, type, version: inPurl } = parsed.purl;
  const epoch = qualifiers.get('epoch');
  const whole = type === 'rpm' && epoch !== undefined && epoch !== '0' ? `${epoch}:${inPurl}` : inPurl;
  const isCommit = /^[0-9a-f]{40}$/.test(inPurl);
  const isSame =
    whole === version || isCommit || ecosystemByPurlType(type)?.compareVersions(version, whole) === 0 || whole === `v${version}`;
  if (!isSame)
    add('error', 'lint/contradiction', path, `has the version ${quoted(version)} and, in its package URL, ${quoted(inPurl)}`);
}

function lintHashes({ hashes }: BomComponent, path: string, add: AddFinding): void {
  const values = new Map<string, string>();
  for (const [index, { algorithm, value }] of (hashes ?? []).entries()) {
    const problem = digestProblem(algorithm, value);
    if (problem !== undefined) add('error', 'lint/hash', `${path}.hashes[${index}]`, problem);
    const other = values.get(algorithm);
    // One version may be delivered in several files, each with its own hash.
    if (other !== undefined && other !== value.toLowerCase())
      add(
        'warning',
        'lint/several-hashes',
        `${path}.hashes[${index}]`,
        `gives another ${algorithm} hash than an earlier one of the same component`,
      );
    values.set(algorithm, value.toLowerCase());
  }
}

function licenceLinter(bom: Bom, add: AddFinding): (component: BomComponent, path: string) => void {
  const classify = createLicenceClassifier();
  const texts = new Set(arrayOf(bom.extra['hasExtractedLicensingInfos']).map((one) => objectOf(one)['licenseId']));
  const isSpdx2 = bom.origin.family === 'spdx' && bom.origin.version.startsWith('2');
  return ({ extra, licences }, path) => {
    for (const { form, role, text } of licences ?? []) {
      const member = `${path}.${bom.origin.family === 'spdx' ? `licence (${role ?? 'declared'})` : 'licenses'}`;
      const known = form === 'none' || form === 'noassertion' ? undefined : classify(text);
      // A name may be anything; in SPDX there are only expressions.
      if (known?.kind === 'name' && (form === 'expression' || (form === 'name' && isSpdx2))) {
        const parsed = parseLicenceExpression(text);
        add('error', 'lint/licence', member, `is ${quoted(text)}, which ${parsed.ok ? 'is no licence' : parsed.reason}`);
      } else if (known?.kind === 'expression' && isSpdx2) {
        for (const id of referencesOf(known.tree))
          if (!id.startsWith('DocumentRef-') && !texts.has(id))
            add('error', 'lint/dangling-reference', member, `names ${id}, whose text the document does not have`);
      } else if (known?.kind === 'id' && form === 'name') {
        add('warning', 'lint/licence', member, `names the licence ${quoted(text)}, which has the identifier ${known.id}`);
      }
    }
    const spoken = new Set((licences ?? []).filter(({ role }) => role === 'declared').map(({ form }) => form));
    if (spoken.has('none') && spoken.size > 1)
      add('error', 'lint/contradiction', path, 'says both that it has no licence and which one');
    for (const one of arrayOf(extra['licenses'])) {
      const license = isObject(one) ? objectOf(one['license']) : {};
      if (license['id'] !== undefined && license['name'] !== undefined)
        add('error', 'lint/contradiction', `${path}.licenses`, 'has a licence with an identifier and a name');
    }
  };
}

function lintOwn({ extra, kind, name, version }: BomComponent, path: string, add: AddFinding): void {
  if (name !== undefined && name.trim() === '') add('error', 'lint/empty', `${path}.name`, 'is empty');
  if (version !== undefined && version.trim() === '')
    add('warning', 'lint/empty', `${path}.version`, 'is empty: a version that is not known is left out');
  if (kind === 'package' && extra['filesAnalyzed'] === false && extra['packageVerificationCode'] !== undefined)
    add(
      'error',
      'lint/contradiction',
      path,
      'says that its files were not analysed and has a verification code of them (SPDX 2.3, 7.9)',
    );
}

/** Two components with one package URL. */
function lintTwins(one: BomComponent, onePath: string, other: BomComponent, path: string, add: AddFinding): void {
  if (one.version !== other.version && one.version !== undefined && other.version !== undefined)
    add('error', 'lint/contradiction', path, `has the package URL of ${onePath} and another version`);
  for (const { algorithm } of other.hashes ?? []) {
    const [own, others] = [valuesOf(other, algorithm), valuesOf(one, algorithm)];
    if (others.size > 0 && own.isDisjointFrom(others))
      add('error', 'lint/contradiction', path, `has the package URL of ${onePath} and another ${algorithm} hash`);
  }
}

function valuesOf({ hashes }: BomComponent, algorithm: string): ReadonlySet<string> {
  return new Set((hashes ?? []).filter((hash) => hash.algorithm === algorithm).map(({ value }) => value.toLowerCase()));
}
