import type { Outputs } from '#app/_trpc/outputs.ts';

export type NodeRow = Outputs['nodes']['list'][number];
