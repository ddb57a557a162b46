import type { TextFormat } from './shape.ts';

const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTime = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,100})?(?:[Zz]|[+-](\d{2}):?(\d{2}))$/;
// eslint-disable-next-line no-control-regex
const notInIri = /[\u0000-\u0020\u007f<>"{}|\\^`]/;
const strayPercent = /%(?![0-9A-Fa-f]{2})/;

/** What is wrong with a text of that format, as the end of a sentence: "that is …"; undefined when nothing is. */
export function formatProblem(text: string, format: TextFormat): string | undefined {
  switch (format) {
    case 'date-time':
      return isDateTime(text) ? undefined : 'is no date and time (RFC 3339)';
    case 'date':
      return isDate(text) ? undefined : 'is no date (RFC 3339)';
    case 'iri-reference':
      return notInIri.test(text) || strayPercent.test(text) ? 'is no IRI reference (RFC 3987)' : undefined;
    case 'idn-email':
      return text.indexOf('@') > 0 && !text.endsWith('@') ? undefined : 'is no e-mail address';
    default:
      return text.includes('\n') || text.includes('\r') ? 'has more than one line' : undefined;
  }
}

/** RFC 3339, 5.6, with the days that the calendar has. */
export function isDate(text: string): boolean {
  const [, year, month, day] = date.exec(text) ?? [];
  if (year === undefined) return false;
  const number = Number(month);
  return number >= 1 && number <= 12 && Number(day) >= 1 && Number(day) <= daysOf(Number(year), number);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isDateTime(text: string): boolean {
  const [, day, hours, minutes, seconds, zoneHours = '0', zoneMinutes = '0'] = dateTime.exec(text) ?? [];
  if (day === undefined || !isDate(day)) return false;
  // A second may be a leap second.
  return Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60 && Number(zoneHours) < 24 && Number(zoneMinutes) < 60;
}
