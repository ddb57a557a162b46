import type { Justification, ProductIdentity, VexStatement, VexStatus } from '../advisory/vex/index.ts';
import { AppError, type Ctx } from '../kernel/index.ts';
import { canonicalPurl } from '../model/purl/index.ts';
import { writeVex, type VexAuthor } from './vex-write.ts';

export interface VexCreateOptions extends VexAuthor {
  readonly vulnerability: string;
  readonly aliases?: readonly string[];
  /** Package URLs; something else is taken for the name of a project. */
  readonly products: readonly string[];
  readonly subcomponents?: readonly string[];
  readonly status: VexStatus;
  readonly justification?: Justification;
  readonly impact?: string;
  readonly action?: string;
  readonly notes?: string;
}

/** A VEX document of one statement, as text. Throws `AppError` `usage/…` for a statement that would not be valid. */
export async function createVex(options: VexCreateOptions, ctx: Ctx): Promise<string> {
  const { vulnerability, status, justification, impact, action, notes, author } = options;
  if (options.products.length === 0)
    throw new AppError('usage/product', 'A VEX statement is about a product', { hint: 'Give it with --product pkg:…' });
  if (status === 'not_affected' && justification === undefined && impact === undefined) {
    throw new AppError('usage/justification', 'Whoever says "not_affected" says why', {
      hint: 'Give --justification, or in your own words --impact.',
    });
  }
  if (status === 'affected' && action === undefined) {
    throw new AppError('usage/action', 'Whoever says "affected" says what to do about it', { hint: 'Give it with --action.' });
  }
  if (status !== 'not_affected' && (justification !== undefined || impact !== undefined)) {
    throw new AppError('usage/justification', `--justification and --impact go with the status not_affected, not with ${status}`);
  }
  const now = ctx.now();
  const time = now.toISOString();
  const subcomponents = (options.subcomponents ?? []).map(toIdentity);
  const statement: VexStatement = {
    document: { format: 'openvex', id: '', author, file: '', time },
    vulnerability,
    aliases: [...new Set(options.aliases ?? [])].filter((alias) => alias !== vulnerability).toSorted(),
    products: options.products.map((product) => ({ ...toIdentity(product), subcomponents })),
    status,
    timestamp: time,
    at: '',
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(notes === undefined ? {} : { notes }),
  };
  return writeVex([statement], options, now);
}

function toIdentity(text: string): ProductIdentity {
  const nothing = { purls: [], cpes: [], hashes: [] };
  if (/^cpe:(?:2\.3:|\/)/i.test(text)) return { ...nothing, cpes: [text] };
  if (!text.startsWith('pkg:')) return { ...nothing, name: text };
  const canonical = canonicalPurl(text);
  if (!canonical.ok) throw new AppError('usage/product', `${text} is a package URL that ${canonical.reason}`);
  return { ...nothing, purls: [canonical.text] };
}
