<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\UsageBilling\Contracts\Metrics\MetricInterface;
use WHMCS\UsageBilling\Contracts\Metrics\ProviderInterface;
use WHMCS\UsageBilling\Metrics\Metric;
use WHMCS\UsageBilling\Metrics\Units\MegaBytes;
use WHMCS\UsageBilling\Metrics\Units\WholeNumber;
use WHMCS\UsageBilling\Metrics\Usage as Measured;

/** Usage billing: the same figures as the customer's gauges, by login. */
final class Metrics implements ProviderInterface
{
    /** @param array<string, mixed> $params */
    public function __construct(private readonly array $params)
    {
    }

    /** Asked before there is a server. @return list<Metric> */
    public function metrics()
    {
        return self::calmly(static fn (): array => self::known());
    }

    /** @return array<string, array<string, Metric>> */
    public function usage()
    {
        return self::calmly(fn (): array => array_map([self::class, 'measured'], array_column($this->services(), null, 'username')));
    }

    /** @return array<string, Metric> */
    public function tenantUsage($tenant)
    {
        return self::calmly(function () use ($tenant): array {
            $used = array_column($this->services(), null, 'username')[(string) $tenant] ?? null;
            return $used === null ? [] : self::measured($used);
        });
    }

    /** @return list<Metric> */
    private static function known(): array
    {
        return [
            new Metric('diskMb', 'Disk space', MetricInterface::TYPE_SNAPSHOT, new MegaBytes()),
            new Metric('bandwidthMb', 'Traffic', MetricInterface::TYPE_PERIOD_MONTH, new MegaBytes()),
            new Metric('mailAccounts', 'Mailboxes', MetricInterface::TYPE_SNAPSHOT, new WholeNumber('Mailboxes', 'Mailbox', 'Mailboxes')),
            new Metric('databases', 'Databases', MetricInterface::TYPE_SNAPSHOT, new WholeNumber('Databases', 'Database', 'Databases')),
        ];
    }

    /** @return list<array<string, mixed>> */
    private function services(): array
    {
        return (new Client(Server::of($this->params)))->call('service.usage', [], Client::LIST)['services'];
    }

    /**
     * @param array<string, mixed> $used
     * @return array<string, Metric>
     */
    private static function measured(array $used): array
    {
        $metrics = [];
        foreach (self::known() as $metric) {
            $metrics[$metric->systemName()] = $metric->withUsage(new Measured($used[$metric->systemName()]));
        }
        return $metrics;
    }

    /**
     * What can not be asked now is not zero: nothing is said of it. Of the classes that WHMCS has for it, another version may
     * have made others.
     *
     * @param callable(): array<mixed> $run
     * @return array<mixed>
     */
    private static function calmly(callable $run): array
    {
        try {
            return $run();
        } catch (\Throwable $fault) {
            Module::words('metrics', $fault);
            return [];
        }
    }
}
