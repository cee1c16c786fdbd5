import type { Outputs } from '#app/_trpc/outputs.ts';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Sparkline } from '#app/_ui/sparkline.tsx';
import type { Tone } from '#server/core/task.ts';

type Samples = Outputs['nodes']['byId']['samples'];

const percent = (share: number | null | undefined): string => (share == null ? '–' : `${Math.round(share * 100)} %`);
const toneOf = (share: number | null | undefined): Tone => (share != null && share >= 0.9 ? 'bad' : share != null && share >= 0.8 ? 'warn' : 'accent');

/** Load, memory and disk as they were at each reading. */
export function NodeHistory({ samples }: { samples: Samples }) {
  const last = samples.at(-1);
  if (last === undefined) return <Card title="Load, memory, disk"><Empty title="Not read yet">A node’s status is read every five minutes while it is active or draining.</Empty></Card>;
  return (
    <Card title="Load, memory, disk" actions={<span className="text-sm text-muted">{samples.length} readings, five minutes apart</span>}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-3">
        <Sparkline label="Load" values={samples.map((one) => one.load)} text={last.load === null ? '–' : last.load.toFixed(2)} />
        <Sparkline label="Memory" values={samples.map((one) => one.memory)} most={1} tone={toneOf(last.memory)} text={percent(last.memory)} />
        <Sparkline label="Disk" values={samples.map((one) => one.disk)} most={1} tone={toneOf(last.disk)} text={percent(last.disk)} />
      </div>
    </Card>
  );
}
