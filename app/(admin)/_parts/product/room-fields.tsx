'use client';
import type { UseFormReturn } from 'react-hook-form';
import { Field } from '#app/_ui/field.tsx';
import { Select } from '#app/_ui/select.tsx';
import { type RoomFacts, type RoomRight, roomsWith, roomWords } from '#server/core/rooms.ts';
import type { ProductForm } from './product-form.ts';

const words: Record<RoomRight, string> = { change: 'See and change', look: 'See only', hidden: 'Hidden' };

/** What customers of the product may do in the panel; staff may everything. */
export function RoomFields({ form, ...of }: RoomFacts & { form: UseFormReturn<ProductForm, unknown, ProductForm> }) {
  const options = (Object.keys(words) as RoomRight[]).map((value) => ({ value, label: words[value] }));
  return (
    <fieldset>
      <legend className="mb-2 font-[600]">What customers may do in the panel</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        {roomsWith(of).map((room) => <Field key={room} label={roomWords[room]}><Select options={options} {...form.register(`rooms.${room}`)} /></Field>)}
      </div>
    </fieldset>
  );
}
