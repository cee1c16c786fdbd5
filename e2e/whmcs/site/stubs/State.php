<?php

declare(strict_types=1);

namespace StandIn;

/** The stand-in's database: tables of rows in one JSON file, one writer at a time. */
final class State
{
    private static ?\Throwable $fault = null;
    private static int $before = 0;
    private static int $times = 0;

    /** After so many accesses that still work, so many throw this: tables, settings and logs are one database. */
    public static function breaks(\Throwable $fault, int $after, int $times): void
    {
        [self::$fault, self::$before, self::$times] = [$fault, $after, $times];
    }

    /** Answers whether it came to that. */
    public static function heal(): bool
    {
        $thrown = self::$before < 0;
        [self::$fault, self::$before] = [null, 0];
        return $thrown;
    }

    public static function file(): string
    {
        return (string) getenv('STAND_IN_STATE');
    }

    /** @return array<string, mixed> */
    public static function read(): array
    {
        return self::locked(LOCK_SH, static fn (array &$state): array => $state);
    }

    /**
     * @template T
     * @param callable(array<string, mixed>): T $run
     * @return T
     */
    public static function change(callable $run): mixed
    {
        return self::locked(LOCK_EX, $run);
    }

    private static function access(): void
    {
        if (self::$fault !== null && self::$before-- <= 0 && self::$times-- > 0) {
            throw self::$fault;
        }
    }

    /** Logs only grow: a line each, in files of their own. @param array<string, mixed> $row */
    public static function append(string $log, array $row): void
    {
        self::access();
        file_put_contents(self::file() . ".$log", json_encode($row + ['at' => date('H:i:s')], JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE) . "\n", FILE_APPEND | LOCK_EX);
    }

    /** @return array<string, list<array<string, mixed>>> */
    public static function logs(): array
    {
        $names = ['modulelog', 'activity', 'outbox', 'notifications', 'queue', 'apilog'];
        return array_combine($names, array_map([self::class, 'log'], $names));
    }

    /** @return list<array<string, mixed>> */
    public static function log(string $name): array
    {
        $file = self::file() . ".$name";
        return array_map(static fn (string $line): array => json_decode($line, true), is_file($file) ? file($file, FILE_IGNORE_NEW_LINES) : []);
    }

    private static function locked(int $lock, callable $run): mixed
    {
        self::access();
        $file = fopen(self::file(), 'c+') ?: throw new \RuntimeException('No state');
        flock($file, $lock);
        $state = json_decode((string) stream_get_contents($file), true) ?? [];
        try {
            $result = $run($state);
            if ($lock === LOCK_EX) {
                ftruncate($file, 0);
                rewind($file);
                fwrite($file, (string) json_encode($state, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE));
                fflush($file);
            }
            return $result;
        } finally {
            flock($file, LOCK_UN);
            fclose($file);
        }
    }
}
