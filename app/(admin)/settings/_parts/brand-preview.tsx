'use client';
import type { CSSProperties } from 'react';
import { Clock } from '#app/_ui/clock.tsx';
import { BrandProvider } from '#app/embed/_parts/brand.tsx';
import { Frame } from '#app/embed/_parts/frame.tsx';
import { Splash } from '#app/embed/_parts/splash.tsx';
import { type Brand, declarationsOf } from '#server/core/brand.ts';
import type { LaneProgress, Progress } from '#server/core/progress.ts';

const NOW = Date.parse('2026-01-01T09:00:21.000Z');
const lane = (of: LaneProgress['lane'], title: string, line: string, segments: LaneProgress['segments']): LaneProgress => ({ lane: of, title, line, segments, total: segments.length, done: segments.filter((one) => one === 'succeeded').length });

/** An order half way. */
const progress: Progress = {
  operation: { id: 0, kind: 'deploy', number: 1, generation: 1, status: 'running', openedBy: '', openedAt: '2026-01-01T09:00:00.000Z', finishedAt: null, progress: 520, usualMs: 40_000 },
  permille: 520, done: 6, total: 11, running: 2, failed: 0, pending: 3, now: 'Configuring web hosting',
  lanes: [
    lane('website', 'Website', 'Configuring web hosting', ['succeeded', 'succeeded', 'running']), lane('email', 'Email', 'Ready', ['succeeded', 'succeeded']),
    lane('domain', 'Domain names', 'Publishing your zone', ['succeeded', 'running', 'waiting']), lane('certificate', 'Certificate', 'Waiting', ['waiting']),
  ],
};

/** What a customer would see, in the theme that this page wears: the splash itself, with what is being typed. */
export function BrandPreview({ brand }: { brand: Brand }) {
  const shades = brand.shades === null ? {} : declarationsOf(brand.shades);
  return (
    <figure className="min-w-0 max-w-[800px]">
      <figcaption className="mb-1.5 text-sm text-muted">What a customer would see, light or dark as this page is</figcaption>
      <div inert className="overflow-hidden rounded-card border border-line" style={shades as CSSProperties}>
        <BrandProvider brand={brand}>
          <Clock offset={0} still={NOW}>
            <Frame lead="We are setting up your hosting" domain="rosas-bakery.com" connection="live" asOf={null}><Splash progress={progress} tasks={[]} connection="live" /></Frame>
          </Clock>
        </BrandProvider>
      </div>
    </figure>
  );
}
