'use client';
import { useLocale, useTranslations } from 'use-intl';
import { Gauge } from '#app/_ui/gauge.tsx';
import { limitText } from '#app/_ui/limit-text.ts';
import { Sparkline } from '#app/_ui/sparkline.tsx';
import { dateOf } from '#app/_ui/time.ts';
import { useSaid } from '#app/_words/words.tsx';
import { type LimitKey, limitWords } from '#server/core/limits.ts';
import type { Tone } from '#server/core/task.ts';
import type { Gauge as Figure, Mark } from '#server/core/usage.ts';

export interface UsageDay {
  day: string;
  diskMb: number;
  bandwidthMb: number;
  mailAccounts: number;
  databases: number;
}

const looks: Record<Mark, { tone: Tone; mark?: 'near' | 'over' }> = { fine: { tone: 'accent' }, near: { tone: 'warn', mark: 'near' }, over: { tone: 'bad', mark: 'over' } };

/** Of which figures the days are kept, each shown where the service has any of its limits. */
const histories: readonly { of: Exclude<keyof UsageDay, 'day'>; for: readonly LimitKey[] }[] = [
  { of: 'diskMb', for: ['web_disk_quota', 'mail_disk_quota'] },
  { of: 'bandwidthMb', for: ['web_bandwidth'] },
  { of: 'mailAccounts', for: ['mail_accounts'] },
  { of: 'databases', for: ['web_databases'] },
];

/** What is used of each limit, and how that went in the last month. */
export function Gauges({ usage, days }: { usage: readonly Figure[]; days: readonly UsageDay[] }) {
  const t = useTranslations('usage');
  const said = useSaid();
  const tag = useLocale();
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {usage.map(({ key, used, limit, mark: how }) => {
          const { tone, mark } = looks[how];
          const text = limit === null ? t('unlimited', { used: limitText(key, used, tag) }) : t('of', { used: limitText(key, used, tag), limit: limitText(key, limit, tag) });
          return <Gauge key={key} label={said(limitWords[key].label)} used={used} limit={limit} text={text} tone={tone} {...(mark !== undefined && { mark: t(mark) })} />;
        })}
      </div>
      {days.length > 1 && (
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          {histories.filter((one) => usage.some(({ key }) => one.for.includes(key))).map(({ of, for: [key = 'web_disk_quota'] }) => (
            <Sparkline key={of} label={t(`history.${of}`)} values={days.map((day) => day[of])} text={limitText(key, days.at(-1)?.[of] ?? 0, tag)} note={t('since', { day: dateOf(Date.parse(days[0]?.day ?? ''), tag, 'UTC') })} />
          ))}
        </div>
      )}
    </div>
  );
}
