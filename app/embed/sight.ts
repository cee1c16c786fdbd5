import type { Sight } from '#app/_ui/sight.ts';

/** What of this frame is on the screen, picture by picture, as the browser says it whoever frames us. */
export function sightOfFrame(tell: (sight: Sight) => void): () => void {
  const page = document.documentElement;
  const observer = new IntersectionObserver((entries) => {
    const seen = entries.at(-1)?.intersectionRect;
    if (seen !== undefined && seen.height > 0) tell({ top: seen.top, height: seen.height });
    // It speaks up by itself only when more or less is seen, not when another part is: it is asked again.
    observer.unobserve(page);
    observer.observe(page);
  });
  observer.observe(page);
  return () => observer.disconnect();
}
