<?php

declare(strict_types=1);

/** WHMCS's own classes that the module meets, as its public documentation describes them. */

namespace WHMCS\Config {
    use StandIn\State;

    final class Setting
    {
        public static function getValue(string $name): mixed
        {
            return State::read()['settings'][$name] ?? null;
        }

        public static function setValue(string $name, mixed $value): void
        {
            State::change(static function (array &$state) use ($name, $value): void {
                $state['settings'][$name] = $value;
            });
        }
    }
}

namespace WHMCS\Authentication {
    use WHMCS\Database\Capsule;

    /** Who is signed in is in two cookies. It is a stand-in. */
    final class CurrentUser
    {
        public static ?int $client = null;
        public static ?int $admin = null;

        public function client(): ?object
        {
            return self::$client === null ? null : Capsule::table('tblclients')->where('id', self::$client)->first();
        }

        public function user(): ?object
        {
            return $this->client();
        }

        public function admin(): ?object
        {
            return self::$admin === null ? null : Capsule::table('tbladmins')->where('id', self::$admin)->first();
        }

        public function isAuthenticatedAdmin(): bool
        {
            return self::$admin !== null;
        }

        public function isMasqueradingAdmin(): bool
        {
            return self::$admin !== null && self::$client !== null;
        }
    }
}

namespace WHMCS\Module\Server {
    use StandIn\State;

    final class CustomAction
    {
        private function __construct(public readonly string $identifier, public readonly string $display, public readonly mixed $callable, public readonly array $params, public readonly array $permissions)
        {
        }

        public static function factory(string $identifier, string $display, $callable, array $params = [], array $permissions = [], bool $active = true, bool $allowSamePage = false, bool $preferIsolation = false): self
        {
            return new self($identifier, $display, $callable, $params, $permissions);
        }

        public function invokeCallable(): array
        {
            return ($this->callable)(...$this->params);
        }
    }

    final class CustomActionCollection
    {
        /** @var list<CustomAction> */
        public array $actions = [];

        /** As a product's permissions are looked up. */
        public function add(CustomAction $action): self
        {
            State::read();
            $this->actions[] = $action;
            return $this;
        }
    }
}

namespace WHMCS\UsageBilling\Contracts\Metrics {
    interface MetricInterface
    {
        public const TYPE_SNAPSHOT = 'snapshot';
        public const TYPE_PERIOD_DAY = 'day';
        public const TYPE_PERIOD_MONTH = 'month';
    }

    interface ProviderInterface
    {
        public function metrics();

        public function usage();

        public function tenantUsage($tenant);
    }
}

namespace WHMCS\UsageBilling\Metrics\Units {
    class WholeNumber
    {
        public function __construct(public string $name = '', public string $one = '', public string $many = '')
        {
        }
    }

    final class MegaBytes extends WholeNumber
    {
    }
}

namespace WHMCS\UsageBilling\Metrics {
    use StandIn\State;
    use WHMCS\UsageBilling\Contracts\Metrics\MetricInterface;

    final class Usage
    {
        public function __construct(public readonly int|float $value)
        {
        }
    }

    final class Metric implements MetricInterface
    {
        public ?Usage $usage = null;

        /** As the prices of a metric are looked up. */
        public function __construct(private string $name, public string $display, public string $type, public object $units)
        {
            State::read();
        }

        public function systemName(): string
        {
            return $this->name;
        }

        public function withUsage(Usage $usage): self
        {
            $copy = clone $this;
            $copy->usage = $usage;
            return $copy;
        }
    }
}
