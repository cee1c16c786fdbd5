import { Note } from '#app/_ui/note.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';

/** Nobody there pays for it, suspends it or ends it any more. */
export const StrayNote = ({ instance, at }: { instance: string; at: string }) => (
  <Note tone="warn" icon="pause">{instance} deleted its record of this service <TimeAgo at={at} />, without terminating it. It goes on until it is terminated here; an order for it from there takes it on again.</Note>
);
