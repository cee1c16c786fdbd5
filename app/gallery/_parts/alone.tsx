import { notFound } from 'next/navigation';
import { Clock } from '#app/_ui/clock.tsx';
import type { Theme } from '#app/_ui/theme.ts';
import { EmbedPage } from '#app/embed/_parts/embed-page.tsx';
import { SplashSkeleton } from '#app/embed/_parts/splash-skeleton.tsx';
import { now } from '../factories.ts';
import { isStateName } from '../states.ts';
import { Story } from './story.tsx';
import { Walk } from './walk.tsx';

export function Alone({ show, theme }: { show: string; theme: Theme }) {
  return (
    <EmbedPage theme={theme}>
      <Clock offset={0} still={now}>{storyOf(show)}</Clock>
    </EmbedPage>
  );
}

function storyOf(show: string) {
  if (show === 'skeleton') return <SplashSkeleton />;
  if (show === 'walk') return <Walk />;
  if (isStateName(show)) return <Story name={show} />;
  return notFound();
}
