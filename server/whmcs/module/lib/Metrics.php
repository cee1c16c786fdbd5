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
        return [
            new Metric('diskMb', 'Disk space', MetricInterface::TYPE_SNAPSHOT, new MegaBytes()),
            new Metric('bandwidthMb', 'Traffic', MetricInterface::TYPE_PERIOD_MONTH, new MegaBytes()),
            new Metric('mailAccounts', 'Mailboxes', MetricInterface::TYPE_SNAPSHOT, new WholeNumber('Mailboxes', 'Mailbox', 'Mailboxes')),
            new Metric('databases', 'Databases', MetricInterface::TYPE_SNAPSHOT, new WholeNumber('Databases', 'Database', 'Databases')),
        ];
    }

    /** @return array<string, array<string, Metric>> */
    public function usage()
    {
        $all = [];
        foreach ($this->services() as $used) {
            $all[$used['username']] = $this->measured($used);
        }
        return $all;
    }

    /** @return array<string, Metric> */
    public function tenantUsage($tenant)
    {
        foreach ($this->services() as $used) {
            if ($used['username'] === (string) $tenant) {
                return $this->measured($used);
            }
        }
        return [];
    }

    /** What can not be asked now is not zero: nothing is said of it. @return list<array<string, mixed>> */
    private function services(): array
    {
        try {
            return (new Client(Server::of($this->params)))->call('service.usage', [], Client::LIST)['services'];
        } catch (\Throwable $fault) {
            Module::words('metrics', $fault);
            return [];
        }
    }

    /**
     * @param array<string, mixed> $used
     * @return array<string, Metric>
     */
    private function measured(array $used): array
    {
        $metrics = [];
        foreach ($this->metrics() as $metric) {
            $metrics[$metric->systemName()] = $metric->withUsage(new Measured($used[$metric->systemName()]));
        }
        return $metrics;
    }
}
