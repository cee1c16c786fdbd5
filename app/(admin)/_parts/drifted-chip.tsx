import { Chip } from '#app/_ui/chip.tsx';

/** Something on its nodes is not as wished: Overview says what. */
export const DriftedChip = () => <Chip tone="warn">Drifted</Chip>;
