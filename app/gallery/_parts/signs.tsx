'use client';
import { Chip, CountChip } from '#app/_ui/chip.tsx';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { Spinner } from '#app/_ui/spinner.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ClockTime, Countdown, Duration, TimeAgo } from '#app/_ui/times.tsx';
import { type OperationStatus, operationWords, type ServiceState, serviceWords } from '#server/core/operation.ts';
import { type TaskStatus, taskStatuses, taskWords } from '#server/core/task.ts';
import { secondsAgo } from '../factories.ts';
import { Row, Shelf } from './shelf.tsx';

const operations = Object.keys(operationWords) as OperationStatus[];
const services = Object.keys(serviceWords) as ServiceState[];
const status = (one: TaskStatus) => taskWords[one];

export function Signs() {
  return (
    <Shelf title="Signs">
      <Row name="Task, for staff">{taskStatuses.map((one) => <StatusPill key={one} words={status(one)} />)}</Row>
      <Row name="Task, for customers">{taskStatuses.map((one) => <StatusPill key={one} words={status(one)} audience="customer" />)}</Row>
      <Row name="Operation">{operations.map((one) => <StatusPill key={one} words={operationWords[one]} />)}</Row>
      <Row name="Service">{services.map((one) => <StatusPill key={one} words={serviceWords[one]} />)}</Row>
      <Row name="With its own word"><StatusPill words={status('retrying')} label="Attempt 2/3" /><StatusPill words={status('retrying')} label="Retrying in 0:12" /></Row>
      <Row name="Chips"><Chip tone="ok">9 success</Chip><Chip tone="accent">2 running</Chip><Chip tone="warn">1 retrying</Chip><Chip tone="bad">1 failed</Chip><Chip>1 waiting</Chip><CountChip count={25} /><CountChip count={1} tone="bad" /><CountChip count={1204} /></Row>
      <Row name="Connection"><LiveSign connection="live" /><LiveSign connection="reconnecting" /><LiveSign connection="offline" /></Row>
      <Row name="Times"><TimeAgo at={secondsAgo(0)} /><TimeAgo at={secondsAgo(21)} /><TimeAgo at={secondsAgo(400)} /><TimeAgo at={secondsAgo(400_000)} /><ClockTime at={secondsAgo(2)} /></Row>
      <Row name="Durations">
        <Duration from={secondsAgo(20.038)} to={secondsAgo(20)} /><Duration from={secondsAgo(22.9)} to={secondsAgo(20)} /><Duration from={secondsAgo(64)} to={null} /><Duration from={secondsAgo(21)} to={null} as="stopwatch" /><Countdown to={secondsAgo(-12)} />
      </Row>
      <Row name="Spinner, mark"><Spinner className="text-accent" /><Logo /></Row>
      <div className="flex flex-col gap-4">
        <ProgressBar label="Not begun" permille={0} of={1} valueText="0 of 13 steps completed" />
        <ProgressBar label="Under way" permille={580} of={1} moving valueText="7 of 13 steps completed" />
        <ProgressBar label="For staff" permille={690} tone="ok" more={[{ tone: 'accent', permille: 140 }, { tone: 'warn', permille: 70 }]} of={1} valueText="9 of 13 steps completed" />
        <ProgressBar label="Failed" permille={690} tone="ok" more={[{ tone: 'bad', permille: 80 }]} of={1} valueText="9 of 13 steps completed, 1 failed" />
        <ProgressBar label="Complete" permille={1000} tone="ok" of={1} valueText="13 of 13 steps completed" />
      </div>
    </Shelf>
  );
}
