<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What WHMCS orders for one service: checked, handed on, answered. The work itself is done after the answer. */
final class Commands
{
    private readonly Client $client;
    private readonly string $serviceId;

    /** @param array<string, mixed> $params */
    public function __construct(private readonly array $params)
    {
        $this->serviceId = Order::serviceId($params);
        $this->client = new Client(Server::of($params));
    }

    public function create(): void
    {
        $order = Order::of($this->params);
        $accepted = $this->client->call('service.create', $order, Client::COMMAND, $this->secrets());
        $this->write($accepted);
        WelcomeMail::accepted((int) $this->serviceId, $accepted);
        Whmcs::logActivity("service {$this->serviceId} is accepted as {$accepted['reference']}, {$accepted['domain']}", (int) ($this->params['userid'] ?? 0));
    }

    public function simply(string $procedure): void
    {
        $this->client->call($procedure, ['serviceId' => $this->serviceId]);
    }

    public function changePassword(): void
    {
        $password = is_scalar($this->params['password'] ?? null) ? (string) $this->params['password'] : '';
        if ($password === '') {
            throw new Problem('The new password is empty.');
        }
        $this->client->call('service.changePassword', ['serviceId' => $this->serviceId, 'password' => Order::password($password)], Client::COMMAND, $this->secrets());
    }

    public function changePackage(): void
    {
        $this->client->call('service.changePackage', ['serviceId' => $this->serviceId, 'product' => Order::product($this->params), 'options' => Order::map($this->params['configoptions'] ?? [])]);
    }

    /** @return list<string> */
    private function secrets(): array
    {
        return array_values(array_filter([$this->params['password'] ?? '', $this->params['serverpassword'] ?? ''], static fn (mixed $one): bool => is_string($one) && $one !== ''));
    }

    /**
     * Before WHMCS is told of success, so that even a mail that goes out at once names the right login.
     *
     * @param array<string, mixed> $accepted
     */
    private function write(array $accepted): void
    {
        $logins = $accepted['logins'];
        $login = $logins['web'] ?? $logins['mail'] ?? $logins['dns'] ?? null;
        // These two names are WHMCS's own: any other would make a custom field.
        $fields = array_filter(['Username' => $login, 'Domain' => $accepted['domain']], static fn (mixed $value): bool => is_string($value) && $value !== '');
        $model = $this->params['model'] ?? null;
        try {
            if (is_object($model) && isset($model->serviceProperties)) {
                $model->serviceProperties->save($fields);
            }
        } catch (\Throwable $fault) {
            // The order stands: what could not be written comes with the next pull.
            Whmcs::logFault('create', $fault);
        }
    }
}
