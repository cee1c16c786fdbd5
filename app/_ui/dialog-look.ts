export const scrimLook = 'fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';
export const dialogLook =
  'fixed inset-x-0 top-1/2 z-50 mx-auto flex max-w-[calc(100vw-2rem)] -translate-y-1/2 flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float transition-[opacity,scale] outline-none data-ending-style:scale-[0.985] data-ending-style:opacity-0 data-starting-style:scale-[0.985] data-starting-style:opacity-0';
