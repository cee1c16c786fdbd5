import { notFound } from 'next/navigation';
import { Clock } from '#app/_ui/clock.tsx';
import type { Connection } from '#app/_ui/connection.ts';
import type { Theme } from '#app/_ui/theme.ts';
import { ViewerWords } from '#app/_words/viewer-words.tsx';
import { Expired } from '#app/embed/_parts/closed-doors.tsx';
import { EmbedPage } from '#app/embed/_parts/embed-page.tsx';
import { SplashSkeleton } from '#app/embed/_parts/splash-skeleton.tsx';
import { now } from '../factories.ts';
import { isStateName } from '../states.ts';
import { NoAnswer } from './no-answer.tsx';
import { Story } from './story.tsx';
import { Walk } from './walk.tsx';

export function Alone({ show, theme, connection }: { show: string; theme: Theme; connection: Connection }) {
  return (
    <EmbedPage asked={theme} chosen={null}>
      <Clock offset={0} still={now}><ViewerWords waiting={<SplashSkeleton />}>{storyOf(show, connection)}</ViewerWords></Clock>
    </EmbedPage>
  );
}

function storyOf(show: string, connection: Connection) {
  if (show === 'skeleton') return <SplashSkeleton />;
  if (show === 'expired') return <Expired />;
  if (show === 'unreachable') return <NoAnswer />;
  if (show === 'walk') return <Walk />;
  if (isStateName(show)) return <Story name={show} connection={connection} />;
  return notFound();
}
