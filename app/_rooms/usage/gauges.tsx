import { Gauge } from '#app/_ui/gauge.tsx';
import { limitText } from '#app/_ui/limit-text.ts';
import { Sparkline } from '#app/_ui/sparkline.tsx';
import { limitWords } from '#server/core/limits.ts';
import type { Tone } from '#server/core/task.ts';
import type { Gauge as Figure, Mark } from '#server/core/usage.ts';

export interface UsageDay {
  day: string;
  diskMb: number;
}

const looks: Record<Mark, { tone: Tone; mark?: string }> = { fine: { tone: 'accent' }, near: { tone: 'warn', mark: 'Near its limit' }, over: { tone: 'bad', mark: 'Over its limit' } };

/** What is used of each limit, and how the disk space went. */
export function Gauges({ usage, days }: { usage: readonly Figure[]; days: readonly UsageDay[] }) {
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {usage.map(({ key, used, limit, mark }) => (
          <Gauge key={key} label={limitWords[key].label} used={used} limit={limit} text={limit === null ? `${limitText(key, used)}, unlimited` : `${limitText(key, used)} of ${limitText(key, limit)}`} {...looks[mark]} />
        ))}
      </div>
      {days.length > 1 && <Sparkline label="Disk space of all accounts" values={days.map((day) => day.diskMb)} text={limitText('web_disk_quota', days.at(-1)?.diskMb ?? 0)} note={`Each day since ${days[0]?.day ?? ''}`} />}
    </div>
  );
}
