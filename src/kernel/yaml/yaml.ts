import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_PLAIN,
  YAMLException,
  type Event,
  type ScalarEvent,
} from 'js-yaml';
import type { Limits } from '../limits.ts';
import { incomplete, IssueCollector, type Outcome } from '../outcome.ts';
import { LineIndex } from '../text.ts';
import type { DataArray, DataObject, DataValue, SourceDocument } from '../syntax/document.ts';

export interface YamlOptions {
  readonly path: string;
  readonly limits: Pick<Limits, 'nestingLevels'>;
}

const noDocuments: readonly SourceDocument[] = [];

/**
 * The documents of a YAML 1.2 stream under the failsafe schema (section 10.1): every scalar is the text as written, so that
 * the version `1.10` stays `1.10` and a checksum of digits stays a checksum. An empty plain scalar is null.
 * Aliases share the value that they name; nothing is expanded. Duplicate and `__proto__` keys are issues, as in `parseJson`.
 */
export function parseYaml(text: string, options: YamlOptions): Outcome<readonly SourceDocument[]> {
  const lines = new LineIndex(text);
  try {
    const events = parseEvents(text, { filename: options.path, maxDepth: options.limits.nestingLevels });
    return new DocumentBuilder(text, events, lines, options.path).documents();
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const line = thrown.mark === undefined ? 1 : thrown.mark.line + 1;
    const isNesting = thrown.reason.startsWith('nesting exceeded');
    const code = isNesting ? 'yaml/nesting' : 'yaml/syntax';
    const message = isNesting
      ? `is nested deeper than ${options.limits.nestingLevels} levels`
      : `is not valid YAML: ${thrown.reason}`;
    return incomplete(noDocuments, [{ code, path: options.path, line, message }]);
  }
}

interface Anchor {
  value?: DataValue;
}

class DocumentBuilder {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #lines: LineIndex;
  readonly #issues: IssueCollector;
  readonly #offsets = new Map<DataObject | DataArray, number>();
  #anchors = new Map<string, Anchor>();
  #at = 0;

  constructor(text: string, events: readonly Event[], lines: LineIndex, path: string) {
    this.#text = text;
    this.#events = events;
    this.#lines = lines;
    this.#issues = new IssueCollector(path);
  }

  documents(): Outcome<readonly SourceDocument[]> {
    const documents: SourceDocument[] = [];
    const lineOf = (node: DataObject | DataArray): number | undefined => {
      const offset = this.#offsets.get(node);
      return offset === undefined ? undefined : this.#lines.lineOf(offset);
    };
    while (this.#at < this.#events.length) {
      const event = this.#take();
      if (event.type !== EVENT_DOCUMENT) continue;
      this.#anchors = new Map();
      if (this.#events[this.#at]?.type !== EVENT_POP) documents.push({ value: this.#node(), lineOf });
    }
    return this.#issues.outcome(documents);
  }

  #take(): Event {
    return this.#events[this.#at++] as Event;
  }

  #node(keyStart?: number): DataValue {
    const event = this.#take();
    switch (event.type) {
      case EVENT_SCALAR: {
        const value = this.#scalar(event);
        const anchor = this.#anchor(event);
        if (anchor !== undefined) anchor.value = value;
        return value;
      }
      case EVENT_MAPPING:
        return this.#mapping(event, keyStart ?? event.start);
      case EVENT_SEQUENCE: {
        const sequence: DataValue[] = [];
        this.#offsets.set(sequence, keyStart ?? event.start);
        const anchor = this.#anchor(event);
        while (this.#events[this.#at]?.type !== EVENT_POP) sequence.push(this.#node());
        this.#at += 1;
        if (anchor !== undefined) anchor.value = sequence;
        return sequence;
      }
      case EVENT_ALIAS: {
        const name = this.#text.slice(event.anchorStart, event.anchorEnd);
        const value = this.#anchors.get(name)?.value;
        if (value !== undefined) return value;
        this.#issues.add(
          'yaml/alias',
          `has an alias "${name}" that names nothing complete before it`,
          this.#lines.lineOf(event.anchorStart),
        );
        return null;
      }
      default:
        return null;
    }
  }

  /**
   * The place for the value of a node, under its anchor if it has one. It is filled when the node is complete,
   * so that no alias makes a value that holds itself.
   */
  #anchor(event: { readonly anchorStart: number; readonly anchorEnd: number }): Anchor | undefined {
    if (event.anchorStart < 0) return undefined;
    const anchor: Anchor = {};
    this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), anchor);
    return anchor;
  }

  #scalar(event: ScalarEvent): string | null {
    const value = getScalarValue(this.#text, event);
    return value === '' && event.style === SCALAR_STYLE_PLAIN ? null : value;
  }

  #mapping(event: Extract<Event, { type: typeof EVENT_MAPPING }>, start: number): DataObject {
    const mapping: Record<string, DataValue> = {};
    this.#offsets.set(mapping, start);
    const anchor = this.#anchor(event);
    while (this.#events[this.#at]?.type !== EVENT_POP) {
      const keyEvent = this.#events[this.#at];
      const keyStart = keyEvent?.type === EVENT_SCALAR ? keyEvent.valueStart : undefined;
      const key = this.#node();
      const value = this.#node(keyStart);
      if (typeof key === 'object' && key !== null) {
        this.#issues.add('yaml/key', 'has a mapping or sequence as a key, which is not read', this.#line(keyStart, start)());
        continue;
      }
      this.#add(mapping, String(key ?? ''), value, this.#line(keyStart, start));
    }
    this.#at += 1;
    if (anchor !== undefined) anchor.value = mapping;
    return mapping;
  }

  #line(keyStart: number | undefined, start: number): () => number {
    return () => this.#lines.lineOf(keyStart ?? start);
  }

  #add(mapping: Record<string, DataValue>, key: string, value: DataValue, line: () => number): void {
    if (key === '__proto__') {
      this.#issues.add('yaml/prototype-key', 'names a key "__proto__", which is not read', line());
    } else if (Object.hasOwn(mapping, key)) {
      this.#issues.add('yaml/duplicate-key', `names the key ${JSON.stringify(key)} twice`, line());
    } else {
      mapping[key] = value;
    }
  }
}
