/** A product's zone as it is typed, and as the server takes it. */
import * as z from 'zod';
import { type ZoneTerms, zoneTerms } from '#server/core/zone.ts';
import { lineOfRecord, recordOfLine } from '#server/core/zone-line.ts';

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

const MX = /^(\d{1,5})\s+(\S+)$/;
const shape = z.object({
  ttl: z.string().trim().regex(/^\d+$/, 'A whole number of seconds'),
  spf: z.string().trim(),
  dmarc: z.enum(['none', 'quarantine', 'reject']),
  mx: z.string().superRefine((text, context) => {
    const bad = linesOf(text).find((line) => !MX.test(line));
    if (bad !== undefined) context.addIssue({ code: 'custom', message: `“${bad.slice(0, 60)}” is no mail host: write 10 mx.example.com` });
  }),
  autoconfig: z.boolean(),
  records: z.string().superRefine((text, context) => {
    const bad = linesOf(text).find((line) => recordOfLine(line) === null);
    if (bad !== undefined) context.addIssue({ code: 'custom', message: `“${bad.slice(0, 60)}” is no record: write name TYPE value` });
  }),
});
export type ZoneForm = z.infer<typeof shape>;
export const zoneFields = ['ttl', 'spf', 'dmarc', 'mx', 'autoconfig', 'records'] as const satisfies readonly (keyof ZoneForm)[];

export function zoneTermsOf({ ttl, spf, dmarc, mx, autoconfig, records }: ZoneForm): ZoneTerms {
  return {
    ttl: Number(ttl), spf: spf.trim() === '' ? null : spf.trim(), dmarc, autoconfig,
    mx: linesOf(mx).flatMap((line) => { const [, priority, host = ''] = MX.exec(line) ?? []; return priority === undefined ? [] : [{ host, priority: Number(priority) }]; }),
    records: linesOf(records).map(recordOfLine).filter((record) => record !== null),
  };
}

export const zoneFormOf = ({ ttl, spf, dmarc, mx, autoconfig, records }: ZoneTerms): ZoneForm => ({
  ttl: String(ttl), spf: spf ?? '', dmarc, autoconfig, mx: mx.map(({ host, priority }) => `${priority} ${host}`).join('\n'), records: records.map(lineOfRecord).join('\n'),
});

/** With the server's own check, so that what is wrong stands at its field before anything is sent. */
export const zoneForm = shape.superRefine((typed, context) => {
  const [issue] = zoneTerms.safeParse(zoneTermsOf(typed)).error?.issues ?? [];
  if (issue === undefined) return;
  const field = zoneFields.find((name) => name === issue.path[0]) ?? 'records';
  context.addIssue({ code: 'custom', message: issue.message, path: [field] });
});
