<?php

declare(strict_types=1);

namespace WHMCS\Database;

use StandIn\State;

/** As much of WHMCS's query builder as the module uses. */
final class Capsule
{
    public static function table(string $name): Query
    {
        return new Query($name);
    }

    public static function schema(): Schema
    {
        return new Schema();
    }
}

final class Schema
{
    public function hasTable(string $name): bool
    {
        return isset(State::read()[$name]);
    }

    public function create(string $name, callable $columns): void
    {
        $columns(new Columns());
        State::change(static function (array &$state) use ($name): void {
            $state[$name] ??= [];
        });
    }
}

/** Takes every column. */
final class Columns
{
    public function __call(string $name, array $arguments): self
    {
        return $this;
    }
}

final class Query
{
    /** @var list<array{string, mixed}> */
    private array $wheres = [];

    public function __construct(private readonly string $table)
    {
    }

    public function where(string $column, mixed $value): self
    {
        $this->wheres[] = [$column, $value];
        return $this;
    }

    public function first(): ?object
    {
        return $this->get()[0] ?? null;
    }

    /** @return list<object> */
    public function get(): array
    {
        return array_map(static fn (array $row): object => (object) $row, array_values(array_filter($this->rows(State::read()), [$this, 'matches'])));
    }

    /** @param array<string, mixed> $values */
    public function update(array $values): int
    {
        // As a database in its strict mode does it: a number that its column does not hold is not cut off.
        foreach (array_filter($values, static fn (mixed $value): bool => is_int($value) && $value > 2147483647) as $column => $_) {
            throw new \RuntimeException("Out of range value for column '$column'");
        }
        return State::change(function (array &$state) use ($values): int {
            $changed = 0;
            foreach ($this->rows($state) as $at => $row) {
                if ($this->matches($row)) {
                    $state[$this->table][$at] = array_merge($row, $values);
                    $changed++;
                }
            }
            return $changed;
        });
    }

    /**
     * @param array<string, mixed> $key
     * @param array<string, mixed> $values
     */
    public function updateOrInsert(array $key, array $values): bool
    {
        foreach ($key as $column => $value) {
            $this->where($column, $value);
        }
        if ($this->update($values) === 0) {
            State::change(function (array &$state) use ($key, $values): void {
                $state[$this->table][] = $key + $values;
            });
        }
        return true;
    }

    public function delete(): int
    {
        return State::change(function (array &$state): int {
            $before = count($this->rows($state));
            $state[$this->table] = array_values(array_filter($this->rows($state), fn (array $row): bool => !$this->matches($row)));
            return $before - count($state[$this->table]);
        });
    }

    /** @return list<array<string, mixed>> */
    private function rows(array $state): array
    {
        return $state[$this->table] ?? throw new \RuntimeException("There is no table {$this->table}");
    }

    private function matches(array $row): bool
    {
        foreach ($this->wheres as [$column, $value]) {
            if (!array_key_exists($column, $row)) {
                throw new \RuntimeException("{$this->table} has no column $column");
            }
            if ((string) $row[$column] !== (string) $value) {
                return false;
            }
        }
        return true;
    }
}
