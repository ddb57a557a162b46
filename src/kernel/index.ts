export { AppError, messageOf, systemCodeOf } from './errors.ts';
export { complete, incomplete, IssueCollector, type Issue, type Outcome } from './outcome.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { Ctx, Http, HttpRequest, HttpResponse, Log, Progress, ProgressTask } from './ports.ts';
export { clockFrom, createContext, lazyHttp, offlineHttp, silentLog, silentProgress } from './context.ts';
export { decodeText, lineAt, LineIndex } from './text.ts';
export { parseDigest, parseIntegrity, sha256, type Hash, type HashAlgorithm } from './hash.ts';
export {
  arrayOf,
  isObject,
  objectOf,
  textOf,
  type DataArray,
  type DataObject,
  type DataValue,
  type SourceDocument,
} from './syntax/document.ts';
export { parseJson, type JsonOptions } from './syntax/json.ts';
export {
  flagName,
  nearest,
  variableName,
  type OptionSpec,
  type OptionSpecs,
  type OptionValue,
  type OptionValues,
} from './options.ts';
export { toPlainText } from './plain-text.ts';
export { once } from './once.ts';
