<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/** What this module must remember of a service until it is ready: a mail that is held, a status that is not shown yet. */
final class Marks
{
    private const TABLE = 'mod_hostwright';

    public static function set(int $serviceId, string $what, string $value = ''): void
    {
        self::table();
        Capsule::table(self::TABLE)->updateOrInsert(['serviceid' => $serviceId, 'what' => $what], ['value' => $value]);
    }

    public static function get(int $serviceId, string $what): ?string
    {
        self::table();
        $row = Capsule::table(self::TABLE)->where('serviceid', $serviceId)->where('what', $what)->first();
        return $row === null ? null : (string) $row->value;
    }

    public static function clear(int $serviceId, string $what): void
    {
        self::table();
        Capsule::table(self::TABLE)->where('serviceid', $serviceId)->where('what', $what)->delete();
    }

    /** @return array<int, string> by service */
    public static function all(string $what): array
    {
        self::table();
        $found = [];
        foreach (Capsule::table(self::TABLE)->where('what', $what)->get() as $row) {
            $found[(int) $row->serviceid] = (string) $row->value;
        }
        return $found;
    }

    private static function table(): void
    {
        static $made = false;
        if ($made || Capsule::schema()->hasTable(self::TABLE)) {
            $made = true;
            return;
        }
        try {
            Capsule::schema()->create(self::TABLE, static function ($table): void {
                $table->integer('serviceid');
                $table->string('what', 20);
                $table->string('value', 255)->default('');
                $table->primary(['serviceid', 'what']);
            });
        } catch (\Throwable $fault) {
            // Two pages at once: the other one has made it.
            if (!Capsule::schema()->hasTable(self::TABLE)) {
                throw $fault;
            }
        }
        $made = true;
    }
}
