import assert from 'node:assert/strict';
import { test } from 'node:test';
import { severityLevels, type SeverityLevel } from '../model/index.ts';
import { judge, type Judged } from './policy.ts';
import { failOnLevels, type FailOn, type ReportedFinding, type ScanPolicy } from './report.ts';

function finding(level: SeverityLevel, counts = true): ReportedFinding {
  return {
    id: 'CVE-2024-1',
    aliases: ['CVE-2024-1'],
    records: ['CVE-2024-1'],
    component: 'pkg:npm/a@1.0.0',
    verdict: 'affected',
    reason: '>= 0, < 2.0.0',
    summary: 'a summary',
    severity: { level },
    paths: [],
    priority: { score: 0, reasons: [] },
    references: [],
    weaknesses: [],
    name: 'a',
    ecosystem: 'npm',
    scope: counts ? 'runtime' : 'dev',
    counts,
  };
}

const nothing: Judged = { findings: [], undecided: [], notChecked: [], issues: [], complete: true, files: 1 };
const issue = { code: 'json/syntax', path: 'package-lock.json', message: 'ends inside a string' };

function judged(parts: Partial<Judged>, failOn: FailOn = 'low'): ScanPolicy {
  return judge({ ...nothing, ...parts }, { failOn, includeDev: false });
}

test('the policy is met when nothing is found and nothing left open', () => {
  assert.deepEqual(judged({}), { failOn: 'low', includeDev: false, status: 'met', reasons: ['no finding at or above low'] });
});

test('a finding fails the scan from the threshold on', () => {
  for (const failOn of failOnLevels) {
    for (const level of severityLevels) {
      const reaches = failOn !== 'none' && (level === 'unknown' || severityLevels.indexOf(level) >= severityLevels.indexOf(failOn));
      assert.equal(judged({ findings: [finding(level)] }, failOn).status, reaches ? 'not met' : 'met', `${level} at ${failOn}`);
    }
  }
});

test('a severity that nobody stated fails every scan that can fail', () => {
  assert.equal(judged({ findings: [finding('unknown')] }, 'critical').status, 'not met');
  assert.equal(judged({ findings: [finding('unknown')] }, 'none').status, 'met');
});

test('a finding that does not count never fails the scan', () => {
  assert.equal(judged({ findings: [finding('critical', false)] }).status, 'met');
});

test('the reason says how many findings reach the threshold', () => {
  const findings = [finding('critical'), finding('high'), finding('medium'), finding('high', false)];
  assert.deepEqual(judged({ findings }, 'high').reasons, ['2 findings at or above high']);
  assert.deepEqual(judged({ findings: [finding('low')] }).reasons, ['1 finding at or above low']);
});

const openQuestions: Readonly<Record<string, readonly [Partial<Judged>, string]>> = {
  'an undecided finding that counts': [{ undecided: [finding('low')] }, '1 finding could not be decided'],
  'components that were not checked': [
    {
      notChecked: [
        { ecosystem: 'npm', components: 1200, reason: 'no data' },
        { ecosystem: 'PyPI', components: 34, reason: 'no data' },
      ],
    },
    '1,234 components not checked',
  ],
  'an inventory with issues': [{ complete: false, issues: [issue, issue] }, '2 issues left the inventory incomplete'],
  'an inventory that is incomplete for no stated reason': [{ complete: false }, 'the inventory is incomplete'],
};

test('what is left open keeps the policy from being met, whatever the threshold', () => {
  for (const [what, [parts, reason]] of Object.entries(openQuestions)) {
    for (const failOn of failOnLevels) {
      assert.deepEqual(judged(parts, failOn), { failOn, includeDev: false, status: 'could not decide', reasons: [reason] }, what);
    }
  }
});

test('a finding over the threshold outranks what is left open, and both are said', () => {
  for (const [what, [parts, reason]] of Object.entries(openQuestions)) {
    const { status, reasons } = judged({ ...parts, findings: [finding('high')] });
    assert.equal(status, 'not met', what);
    assert.deepEqual(reasons, ['1 finding at or above low', reason], what);
  }
});

test('what does not matter leaves nothing open', () => {
  assert.equal(judged({ undecided: [finding('high', false)] }).status, 'met');
  assert.equal(judged({ issues: [issue] }).status, 'met');
  assert.equal(judged({ notChecked: [{ ecosystem: 'npm', components: 0, reason: 'no data' }] }).status, 'met');
});

test('with --fail-on none the reason says that nothing can fail', () => {
  assert.deepEqual(judged({ findings: [finding('critical')] }, 'none').reasons, ['no finding fails the scan (--fail-on none)']);
});

test('nothing but the policy gets into the policy of the report', () => {
  const settings = { failOn: 'high', includeDev: true, db: '/home/somebody/secret' } as const;
  assert.deepEqual(Object.keys(judge(nothing, settings)).toSorted(), ['failOn', 'includeDev', 'reasons', 'status']);
});
