/** The contract as the PHP module has it. */
import * as z from 'zod';
import { contract } from './contract.ts';

interface Shape {
  type?: string | readonly string[] | undefined;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Shape[];
  items?: Shape;
  properties?: Readonly<Record<string, Shape>>;
}

const php = (value: string): string => `'${value.replaceAll(/[\\']/g, (char) => `\\${char}`)}'`;

/** `text`, `number`, `flag`, `map`, a list of such; `?` before what may be null. Further fields of an answer are let pass. */
function typeOf(shape: Shape): string {
  if (Array.isArray(shape.type)) return typeOf({ anyOf: shape.type.map((type: string) => ({ type })) });
  const some = shape.anyOf?.filter(({ type }) => type !== 'null');
  if (some?.[0] !== undefined) return some.length < (shape.anyOf?.length ?? 0) ? php(`?${typeOf(some[0]).replaceAll("'", '')}`) : typeOf(some[0]);
  if (shape.type === 'array') return shape.items?.properties === undefined ? php('list') : `[${fieldsOf(shape.items.properties)}]`;
  if (shape.type === 'object') return php('map');
  const plain: Readonly<Record<string, string>> = { string: 'text', number: 'number', integer: 'number', boolean: 'flag' };
  const name = plain[String(shape.type ?? typeof (shape.const ?? shape.enum?.[0]))];
  if (name === undefined) throw new Error(`The module has no word for ${JSON.stringify(shape)}`);
  return php(name);
}

const fieldsOf = (fields: Readonly<Record<string, Shape>>): string => Object.entries(fields).map(([name, shape]) => `${php(name)} => ${typeOf(shape)}`).join(', ');

const shapeOf = (schema: z.ZodType, io: 'input' | 'output'): Shape => z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape;

function procedure([name, { kind, input, output }]: readonly [string, (typeof contract)[keyof typeof contract]]): string {
  const takes = Object.keys(shapeOf(input, 'input').properties ?? {}).map(php).join(', ');
  return `        ${php(`service.${name}`)} => [${php(kind)}, [${takes}], [${fieldsOf(shapeOf(output, 'output').properties ?? {})}]],`;
}

export const contractPhp = (): string => `<?php

declare(strict_types=1);

namespace WHMCS\\Module\\Server\\Hostwright;

/** Written by \`npm run contract\` from server/whmcs/contract.ts: procedure => [kind, fields that go in, fields that come out]. */
final class Contract
{
    public const PROCEDURES = [
${Object.entries(contract).map(procedure).join('\n')}
    ];
}
`;
