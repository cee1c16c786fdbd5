import type { Connection } from '#app/_ui/connection.ts';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { operationNews } from '#server/core/operation.ts';
import type { Progress } from '#server/core/progress.ts';
import { Counts } from './counts.tsx';
import { Reference } from './suspended.tsx';

interface ClosingProps {
  progress: Progress;
  reference: string;
  connection: Connection;
}

/** While it is taken down: no more is shown of it than how far it is. */
export function Closing({ progress, reference, connection }: ClosingProps) {
  const stuck = progress.operation.status !== 'running';
  return (
    <div className="max-w-[760px] animate-arrive pt-6">
      <div className="rounded-card border border-line bg-surface px-5 py-4">
        <h2 className="text-lg font-[600]">{stuck ? operationNews.terminate.failed : 'Everything in it is being removed'}</h2>
        <p className="mt-1 max-w-[58ch]">
          {stuck ? 'Our staff can see it and see to it; there is nothing for you to do.' : 'Website, mailboxes and databases go now. You can close this page: the work goes on.'}
        </p>
        <div className="mt-4">
          <ProgressBar
            label={operationNews.terminate.doing} permille={progress.permille} of={progress.operation.id} moving={!stuck && connection === 'live'}
            valueText={`${progress.done} of ${progress.total} steps completed`}
          />
        </div>
        <div className="mt-2.5"><Counts progress={stuck ? { ...progress, failed: 0, pending: progress.pending + progress.failed } : progress} /></div>
        <Reference value={reference} />
      </div>
    </div>
  );
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `at`: ISO, null when that is not known any more. */
export function Closed({ at, reference }: { at: string | null; reference: string }) {
  return (
    <div className="max-w-[760px] animate-arrive pt-6">
      <div className="rounded-card border border-line bg-surface px-5 py-4">
        <h2 className="text-lg font-[600]">There is nothing here any more</h2>
        <p className="mt-1 max-w-[58ch]">Its website, mailboxes and databases were removed{at !== null && ` on ${day.format(Date.parse(at))}`}. Where your domain name is registered, nothing was changed.</p>
        <p className="mt-3 max-w-[58ch] text-muted">If you did not expect this, write to our support and give this reference.</p>
        <Reference value={reference} />
      </div>
    </div>
  );
}
