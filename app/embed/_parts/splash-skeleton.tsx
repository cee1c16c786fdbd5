'use client';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { BrandMark, BrandWords } from './brand.tsx';
import { laneCell, laneGrid } from './lanes.tsx';

/** The splash before its first state, and before its language is known: the same boxes at the same places, so that nothing moves when it arrives. */
export function SplashSkeleton() {
  return (
    <div aria-busy="true" className="w-full p-4 sm:p-6">
      <header className="flex max-w-[760px] items-start justify-between gap-x-3 gap-y-1 max-[379px]:flex-col-reverse">
        <div className="min-w-0">
          <BrandMark />
          <div className="flex h-5 items-center"><Skeleton className="h-3 w-40" /></div>
          <div className="mt-0.5 flex min-h-8 items-center"><Skeleton className="h-6 w-56" /></div>
        </div>
        <div className="min-h-5 w-27" />
      </header>
      <div className="max-w-[760px]">
        <div className="mt-7 flex h-12 flex-col justify-center sm:h-6"><Skeleton className="h-4 w-64" /></div>
        <Skeleton className="mt-3 h-2.5 rounded-full" />
        <div className="mt-2.5 flex h-[3.875rem] flex-col justify-between gap-x-6 py-1 min-[380px]:h-10.5 sm:h-5 sm:flex-row">
          <Skeleton className="h-3 w-52" />
          <Skeleton className="h-3 w-44" />
        </div>
        <div className={`mt-6 ${laneGrid}`}>
          {['website', 'email', 'domain', 'certificate'].map((lane) => (
            <div key={lane} className={laneCell}>
              <div className="flex h-5 items-center"><Skeleton className="h-3 w-20" /></div>
              <Skeleton className="mt-2 h-1.5" />
              <div className="mt-2 flex h-4.5 min-[375px]:h-9"><Skeleton className="mt-1 h-2.5 w-24" /></div>
            </div>
          ))}
        </div>
        <div className="mt-4 flex h-5 items-center"><Skeleton className="h-3 w-64" /></div>
        <BrandWords of="whileBuilt" />
        <div className="mt-6 flex h-12 items-end border-t border-line"><Skeleton className="mb-2 h-3.5 w-32" /></div>
      </div>
    </div>
  );
}
