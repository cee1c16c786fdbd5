import type { Inputs, Outputs } from '#app/_trpc/outputs.ts';
import { asStaff } from '../as-staff.ts';

/** The first page for the server's own paint. Over the wire the same data loses its `readonly`, which is all that differs. */
export const readTasks = (input: Inputs['tasks']['list']): Promise<Outputs['tasks']['list']> => asStaff(async (caller) => (await caller.tasks.list(input)) as Outputs['tasks']['list']);
