import type { Justification, VexStatement, VexStatus } from '../advisory/vex/index.ts';
import { AppError } from '../kernel/index.ts';
import { assayVersion } from './version.ts';

/** Written out here, so that a command line that only names them need not load what knows them. */
export const vexStatuses = ['affected', 'under_investigation', 'fixed', 'not_affected'] as const satisfies readonly VexStatus[];

export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const satisfies readonly Justification[];

export const vexFormats = ['openvex', 'csaf', 'cyclonedx'] as const;

/** Who writes a VEX document, and in which format. */
export interface VexAuthor {
  readonly author: string;
  readonly role?: string;
  /** For CSAF: a URL that the author owns. */
  readonly namespace?: string;
  readonly format?: (typeof vexFormats)[number];
  /** Identifier of the document; derived from its content when absent. */
  readonly id?: string;
}

/** Statements as the text of a document. Throws `AppError` `usage/…` for what the format cannot say. */
export async function writeVex(statements: readonly VexStatement[], author: VexAuthor, now: Date): Promise<string> {
  const { toCsafVex, toCycloneDxVex, toOpenVex } = await import('../advisory/vex/index.ts');
  const timestamp = now.toISOString();
  const tool = { name: 'assay', version: assayVersion() };
  const id = author.id === undefined ? {} : { id: author.id };
  const asText = (document: object): string => `${JSON.stringify(document, undefined, 2)}\n`;
  switch (author.format ?? 'openvex') {
    case 'csaf':
      if (author.namespace === undefined) {
        throw new AppError('usage/namespace', 'A CSAF document names its publisher by a URL that the publisher owns', {
          hint: 'Give it with --namespace https://…',
        });
      }
      return asText(toCsafVex(statements, { author: author.author, namespace: author.namespace, timestamp, tool, ...id }));
    case 'cyclonedx': {
      const [document, ...others] = toCycloneDxVex(statements, { author: author.author, timestamp, tool });
      if (document === undefined || others.length > 0) {
        throw new AppError(
          'usage/format',
          'A CycloneDX document has one subject: these statements are about parts of several products',
          {
            hint: 'Write a document for each product, or use OpenVEX.',
          },
        );
      }
      return asText(document);
    }
    default: {
      const role = author.role === undefined ? {} : { role: author.role };
      return asText(toOpenVex(statements, { author: author.author, timestamp, tooling: `assay ${tool.version}`, ...role, ...id }));
    }
  }
}
