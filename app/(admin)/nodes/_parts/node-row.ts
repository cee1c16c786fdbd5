import type { Outputs } from '../../_parts/outputs.ts';

export type NodeRow = Outputs['nodes']['list'][number];
