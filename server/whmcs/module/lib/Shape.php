<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** Whether an answer is what the contract says. Fields that it does not know are let pass: a newer server may send them. */
final class Shape
{
    /**
     * @param array<mixed> $data
     * @param array<string, mixed> $fields
     */
    public static function check(array $data, array $fields, string $where): void
    {
        foreach ($fields as $name => $type) {
            $value = $data[$name] ?? null;
            if (is_array($type)) {
                if (!is_array($value) || !array_is_list($value)) {
                    throw self::strange("$where: $name");
                }
                foreach ($value as $one) {
                    if (!is_array($one)) {
                        throw self::strange("$where: $name");
                    }
                    self::check($one, $type, "$where: $name");
                }
            } elseif (!self::is($value, (string) $type)) {
                throw self::strange("$where: $name");
            }
        }
    }

    private static function is(mixed $value, string $type): bool
    {
        if ($type[0] === '?') {
            return $value === null || self::is($value, substr($type, 1));
        }
        return match ($type) {
            'text' => is_string($value),
            'number' => is_int($value) || is_float($value),
            'flag' => is_bool($value),
            'map' => is_array($value),
            'list' => is_array($value) && array_is_list($value),
            default => false,
        };
    }

    private static function strange(string $where): Problem
    {
        return new Problem("Hostwright answered in a way that this module does not understand ($where): bring both to the same version.", 200);
    }
}
