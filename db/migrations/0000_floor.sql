CREATE TABLE "api_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"instance_id" integer NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"scopes" text[] NOT NULL,
	"addresses" text[] DEFAULT '{}' NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	"used_from" text,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"who" text NOT NULL,
	"what" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "backup_plans" (
	"service_id" integer NOT NULL,
	"kind" text NOT NULL,
	"every" text NOT NULL,
	"hour" integer NOT NULL,
	"weekday" integer NOT NULL,
	"keep" integer NOT NULL,
	"next_at" timestamp (3) with time zone,
	"untidy" boolean DEFAULT false NOT NULL,
	"trouble" text,
	CONSTRAINT "backup_plans_service_id_kind_pk" PRIMARY KEY("service_id","kind")
);
--> statement-breakpoint
CREATE TABLE "download_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"item_id" integer NOT NULL,
	"visit" text,
	"staff_session" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_backs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "call_backs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"instance_id" integer NOT NULL,
	"service_id" integer NOT NULL,
	"generation" integer NOT NULL,
	"kind" text NOT NULL,
	"event" text NOT NULL,
	"payload" jsonb NOT NULL,
	"task_id" integer,
	"before" text,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "module_queue" (
	"instance_id" integer NOT NULL,
	"server" text NOT NULL,
	"external_id" text NOT NULL,
	"action" text NOT NULL,
	"error" text NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "strays" (
	"instance_id" integer NOT NULL,
	"external_id" text NOT NULL,
	"found" text NOT NULL,
	"domain" text NOT NULL,
	"detail" text NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_entries" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ticket_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ticket_id" integer NOT NULL,
	"service_id" integer NOT NULL,
	"said" jsonb NOT NULL,
	"said_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tickets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"instance_id" integer NOT NULL,
	"operation_id" integer,
	"node_id" integer,
	"marker" text NOT NULL,
	"round" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'none' NOT NULL,
	"ticket_id" text,
	"tid" text,
	"previous" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tickets_operation_id_unique" UNIQUE("operation_id")
);
--> statement-breakpoint
CREATE TABLE "embed_sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"service_id" integer NOT NULL,
	"visit" text NOT NULL,
	"key_id" integer NOT NULL,
	"act" text NOT NULL,
	"admin" text,
	"parent_origin" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embed_tickets" (
	"jti" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"service_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "events_service_id_seq_pk" PRIMARY KEY("service_id","seq")
);
--> statement-breakpoint
CREATE TABLE "file_keys" (
	"service_id" integer PRIMARY KEY NOT NULL,
	"generation" integer NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"service_id" integer NOT NULL,
	"generation" integer NOT NULL,
	"path" text NOT NULL,
	"deed" text NOT NULL,
	"replace" boolean NOT NULL,
	"visit" text,
	"staff_session" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instance_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "instance_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"instance_id" integer NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"ticket_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	"used_from" text,
	CONSTRAINT "instance_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "instances_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"origin" text,
	"origins" text[] DEFAULT '{}' NOT NULL,
	"addresses" text[] DEFAULT '{}' NOT NULL,
	"builtin" boolean DEFAULT false NOT NULL,
	"module_version" text,
	"whmcs_version" text,
	"seen_at" timestamp (3) with time zone,
	"admin_role" text,
	"api_url" text,
	"api_identifier" text,
	"api_secret" text,
	"api_access_key" text,
	"ticket_department" text,
	"api_ok_at" timestamp (3) with time zone,
	"api_error" text,
	"api_error_at" timestamp (3) with time zone,
	"compare_at" timestamp (3) with time zone,
	"compared_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "items_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"service_id" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"rev" integer DEFAULT 1 NOT NULL,
	"wish" jsonb,
	"before" jsonb,
	"known" jsonb,
	"password" text,
	"password_version" integer DEFAULT 0 NOT NULL,
	"outside" jsonb,
	"aside" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "groups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"nameservers" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "groups_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "node_events" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "node_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"node_id" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "node_loads" (
	"node_id" integer PRIMARY KEY NOT NULL,
	"placed" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "nodes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"group_id" integer NOT NULL,
	"name" text NOT NULL,
	"panel" text DEFAULT 'hestia' NOT NULL,
	"roles" text[] NOT NULL,
	"ssh_host" text NOT NULL,
	"ssh_port" integer DEFAULT 22 NOT NULL,
	"ssh_user" text DEFAULT 'root' NOT NULL,
	"ssh_key" text NOT NULL,
	"key_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"fingerprint" text NOT NULL,
	"ipv4" text NOT NULL,
	"ipv6" text,
	"hostname" text NOT NULL,
	"mail_host" text,
	"webmail_url" text,
	"nameserver" text,
	"state" text DEFAULT 'active' NOT NULL,
	"weight" integer DEFAULT 10 NOT NULL,
	"max_accounts" integer,
	"slots" integer DEFAULT 4 NOT NULL,
	"in_flight" integer DEFAULT 0 NOT NULL,
	"circuit_until" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"last_error_at" timestamp (3) with time zone,
	"alarm" text,
	"probed" jsonb,
	"probed_at" timestamp (3) with time zone,
	"status" jsonb,
	"status_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "nodes_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"target_id" integer NOT NULL,
	"event" text NOT NULL,
	"title" text NOT NULL,
	"items" jsonb NOT NULL,
	"count" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"path" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notify_targets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notify_targets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"on" boolean DEFAULT true NOT NULL,
	"events" text[] NOT NULL,
	"recipients" text[] DEFAULT '{}' NOT NULL,
	"address" text,
	"secret" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"service_id" integer NOT NULL,
	"generation" integer NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"hands" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"total_weight" integer NOT NULL,
	"done_weight" integer DEFAULT 0 NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orphans" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "orphans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"service_id" integer NOT NULL,
	"node_id" integer NOT NULL,
	"login" text NOT NULL,
	"reason" text NOT NULL,
	"task_id" integer NOT NULL,
	"left_by" text NOT NULL,
	"left_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"cleaned_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "products_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"mode" text NOT NULL,
	"group_id" integer NOT NULL,
	"roles" jsonb NOT NULL,
	"limits" jsonb NOT NULL,
	"php_template" text DEFAULT 'default' NOT NULL,
	"zone" jsonb,
	"rooms" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"vanity" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "node_samples" (
	"node_id" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"load" real,
	"memory" real,
	"disk" real,
	CONSTRAINT "node_samples_node_id_at_pk" PRIMARY KEY("node_id","at")
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"node_id" integer NOT NULL,
	"kind" text NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"error" text,
	CONSTRAINT "readings_node_id_kind_pk" PRIMARY KEY("node_id","kind")
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"service_id" integer NOT NULL,
	"node_id" integer NOT NULL,
	"day" date NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "usage_days_service_id_node_id_day_pk" PRIMARY KEY("service_id","node_id","day")
);
--> statement-breakpoint
CREATE TABLE "usages" (
	"service_id" integer NOT NULL,
	"node_id" integer NOT NULL,
	"figures" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usages_service_id_node_id_pk" PRIMARY KEY("service_id","node_id")
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"service_id" integer NOT NULL,
	"generation" integer NOT NULL,
	"role" text NOT NULL,
	"memory" jsonb NOT NULL,
	"next_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"own" jsonb,
	"own_key" text,
	"leased_until" timestamp (3) with time zone,
	"claim" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "certificates_service_id_generation_role_pk" PRIMARY KEY("service_id","generation","role")
);
--> statement-breakpoint
CREATE TABLE "guests" (
	"service_id" integer NOT NULL,
	"kind" text NOT NULL,
	"node_id" integer NOT NULL,
	"owner" text NOT NULL,
	"package" text NOT NULL,
	"claim" text,
	"fact" jsonb,
	CONSTRAINT "guests_service_id_kind_node_id_pk" PRIMARY KEY("service_id","kind","node_id")
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"login" text PRIMARY KEY NOT NULL,
	"service_id" integer NOT NULL,
	"role" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"service_id" integer NOT NULL,
	"generation" integer NOT NULL,
	"role" text NOT NULL,
	"node_id" integer NOT NULL,
	"login" text NOT NULL,
	"package" text NOT NULL,
	"claim" text,
	"fact" jsonb,
	CONSTRAINT "placements_service_id_generation_role_node_id_pk" PRIMARY KEY("service_id","generation","role","node_id")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "services_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"instance_id" integer NOT NULL,
	"external_id" text NOT NULL,
	"domain" text NOT NULL,
	"product_id" integer NOT NULL,
	"reference" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"desired" jsonb NOT NULL,
	"password" text NOT NULL,
	"password_version" integer DEFAULT 1 NOT NULL,
	"wanted" text DEFAULT 'active' NOT NULL,
	"pursued" boolean DEFAULT false NOT NULL,
	"drift" jsonb,
	"scanned_night" date,
	"scan_wanted" boolean DEFAULT false NOT NULL,
	"choices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"observed" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"activated_at" timestamp (3) with time zone,
	"stray_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "services_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "validations" (
	"host" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"task_id" integer NOT NULL,
	"start" integer NOT NULL,
	CONSTRAINT "validations_host_task_id_start_pk" PRIMARY KEY("host","task_id","start")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"hash" text PRIMARY KEY NOT NULL,
	"staff_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ons" (
	"hash" text PRIMARY KEY NOT NULL,
	"key_id" integer NOT NULL,
	"arrival" text NOT NULL,
	"service_id" integer,
	"admin_id" text,
	"admin_name" text,
	"admin_email" text,
	"language" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "staff_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"disabled_at" timestamp (3) with time zone,
	"totp" text,
	"totp_new" text,
	"totp_step" bigint DEFAULT 0 NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"time_zone" text,
	"instance_id" integer,
	"whmcs_admin_id" text,
	"seen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "staff_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"role" text NOT NULL,
	"staff_id" integer,
	"made_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "staff_sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"staff_id" integer NOT NULL,
	"key_id" integer,
	"ip" text DEFAULT '' NOT NULL,
	"agent" text,
	"confirmed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_check" (
	"id" integer PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"beat_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting_changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "setting_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"change" text NOT NULL,
	"key" text NOT NULL,
	"before" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"task_id" integer NOT NULL,
	"number" integer NOT NULL,
	"worker" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"outcome" text DEFAULT 'running' NOT NULL,
	"message" text,
	CONSTRAINT "attempts_task_id_number_pk" PRIMARY KEY("task_id","number")
);
--> statement-breakpoint
CREATE TABLE "log_lines" (
	"task_id" integer NOT NULL,
	"attempt" integer NOT NULL,
	"line" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"stream" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "log_lines_task_id_attempt_line_pk" PRIMARY KEY("task_id","attempt","line")
);
--> statement-breakpoint
CREATE TABLE "task_edges" (
	"task_id" integer NOT NULL,
	"after_id" integer NOT NULL,
	"copy" boolean DEFAULT false NOT NULL,
	CONSTRAINT "task_edges_task_id_after_id_pk" PRIMARY KEY("task_id","after_id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tasks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"service_id" integer NOT NULL,
	"operation_id" integer,
	"generation" integer NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"node_id" integer,
	"item_id" integer,
	"serial_key" text,
	"status" text NOT NULL,
	"priority" integer NOT NULL,
	"blockers" integer NOT NULL,
	"spare" integer DEFAULT 0 NOT NULL,
	"weight" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer NOT NULL,
	"hands_over" boolean DEFAULT false NOT NULL,
	"starts" integer DEFAULT 0 NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"doubt" boolean DEFAULT false NOT NULL,
	"worker" text,
	"lease_until" timestamp (3) with time zone,
	"run_at" timestamp (3) with time zone,
	"give_up_at" timestamp (3) with time zone,
	"because" text,
	"alarm" text,
	"error" jsonb,
	"changed" boolean,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backup_plans" ADD CONSTRAINT "backup_plans_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "download_links" ADD CONSTRAINT "download_links_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "download_links" ADD CONSTRAINT "download_links_staff_session_staff_sessions_hash_fk" FOREIGN KEY ("staff_session") REFERENCES "public"."staff_sessions"("hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_queue" ADD CONSTRAINT "module_queue_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strays" ADD CONSTRAINT "strays_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_entries" ADD CONSTRAINT "ticket_entries_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embed_sessions" ADD CONSTRAINT "embed_sessions_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embed_sessions" ADD CONSTRAINT "embed_sessions_key_id_instance_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."instance_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_keys" ADD CONSTRAINT "file_keys_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_links" ADD CONSTRAINT "file_links_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_links" ADD CONSTRAINT "file_links_staff_session_staff_sessions_hash_fk" FOREIGN KEY ("staff_session") REFERENCES "public"."staff_sessions"("hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instance_keys" ADD CONSTRAINT "instance_keys_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_events" ADD CONSTRAINT "node_events_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_loads" ADD CONSTRAINT "node_loads_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nodes" ADD CONSTRAINT "nodes_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_target_id_notify_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."notify_targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orphans" ADD CONSTRAINT "orphans_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orphans" ADD CONSTRAINT "orphans_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_samples" ADD CONSTRAINT "node_samples_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_days" ADD CONSTRAINT "usage_days_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_days" ADD CONSTRAINT "usage_days_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usages" ADD CONSTRAINT "usages_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usages" ADD CONSTRAINT "usages_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ons" ADD CONSTRAINT "sign_ons_key_id_instance_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."instance_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ons" ADD CONSTRAINT "sign_ons_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_instance_id_instances_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_links" ADD CONSTRAINT "staff_links_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_key_id_instance_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."instance_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_lines" ADD CONSTRAINT "log_lines_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_edges" ADD CONSTRAINT "task_edges_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_edges" ADD CONSTRAINT "task_edges_after_id_tasks_id_fk" FOREIGN KEY ("after_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_instance" ON "api_keys" USING btree ("instance_id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "backup_plans_due" ON "backup_plans" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "backup_plans_untidy" ON "backup_plans" USING btree ("service_id") WHERE "backup_plans"."untidy";--> statement-breakpoint
CREATE INDEX "download_links_expires" ON "download_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "call_backs_natural" ON "call_backs" USING btree ("service_id","generation","kind","event");--> statement-breakpoint
CREATE INDEX "call_backs_task" ON "call_backs" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "call_backs_open" ON "call_backs" USING btree ("instance_id","id") WHERE "call_backs"."done_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "module_queue_natural" ON "module_queue" USING btree ("instance_id","server","external_id","action");--> statement-breakpoint
CREATE UNIQUE INDEX "strays_natural" ON "strays" USING btree ("instance_id","external_id","found");--> statement-breakpoint
CREATE INDEX "ticket_entries_ticket" ON "ticket_entries" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "ticket_entries_service" ON "ticket_entries" USING btree ("service_id","id");--> statement-breakpoint
CREATE INDEX "tickets_node" ON "tickets" USING btree ("node_id","created_at");--> statement-breakpoint
CREATE INDEX "embed_sessions_service" ON "embed_sessions" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "embed_sessions_visit" ON "embed_sessions" USING btree ("visit");--> statement-breakpoint
CREATE INDEX "file_links_expires" ON "file_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "instance_keys_instance" ON "instance_keys" USING btree ("instance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "instances_origin" ON "instances" USING btree ("origin");--> statement-breakpoint
CREATE UNIQUE INDEX "items_natural" ON "items" USING btree ("service_id","kind","name");--> statement-breakpoint
CREATE INDEX "node_events_node" ON "node_events" USING btree ("node_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "nodes_group" ON "nodes" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "deliveries_target" ON "deliveries" USING btree ("target_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_event" ON "deliveries" USING btree ("event","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_open" ON "operations" USING btree ("service_id") WHERE "operations"."kind" <> 'change' and "operations"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "operations_service" ON "operations" USING btree ("service_id","id");--> statement-breakpoint
CREATE INDEX "orphans_open" ON "orphans" USING btree ("service_id","node_id") WHERE "orphans"."cleaned_at" is null;--> statement-breakpoint
CREATE INDEX "readings_due" ON "readings" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "usage_days_day" ON "usage_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "certificates_due" ON "certificates" USING btree ("next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "logins_service" ON "logins" USING btree ("service_id","role");--> statement-breakpoint
CREATE INDEX "placements_node" ON "placements" USING btree ("node_id");--> statement-breakpoint
CREATE UNIQUE INDEX "services_natural" ON "services" USING btree ("instance_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "services_live_domain" ON "services" USING btree ("domain") WHERE "services"."live";--> statement-breakpoint
CREATE INDEX "services_pursued" ON "services" USING btree ("id") WHERE "services"."pursued";--> statement-breakpoint
CREATE INDEX "services_scan_wanted" ON "services" USING btree ("id") WHERE "services"."scan_wanted";--> statement-breakpoint
CREATE INDEX "services_waiting" ON "services" USING btree ("id") WHERE "services"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "services_aliases" ON "services" USING gin ((desired -> 'web' -> 'aliases')) WHERE "services"."live";--> statement-breakpoint
CREATE INDEX "services_created" ON "services" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "validations_at" ON "validations" USING btree ("host","at");--> statement-breakpoint
CREATE INDEX "recovery_codes_staff" ON "recovery_codes" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email") WHERE "staff"."instance_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "staff_whmcs_admin" ON "staff" USING btree ("instance_id","whmcs_admin_id");--> statement-breakpoint
CREATE INDEX "staff_links_email" ON "staff_links" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_sessions_staff" ON "staff_sessions" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "setting_changes_key" ON "setting_changes" USING btree ("key","id");--> statement-breakpoint
CREATE INDEX "task_edges_after" ON "task_edges" USING btree ("after_id");--> statement-breakpoint
CREATE INDEX "tasks_claim" ON "tasks" USING btree ("node_id","priority" DESC NULLS LAST,"id") WHERE "tasks"."status" in ('queued');--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_serial" ON "tasks" USING btree ("serial_key") WHERE "tasks"."status" in ('running', 'cancelling');--> statement-breakpoint
CREATE INDEX "tasks_held" ON "tasks" USING btree ("lease_until") WHERE "tasks"."status" in ('running', 'cancelling');--> statement-breakpoint
CREATE INDEX "tasks_delayed" ON "tasks" USING btree ("run_at") WHERE "tasks"."status" in ('retrying', 'postponed');--> statement-breakpoint
CREATE INDEX "tasks_quorum" ON "tasks" USING btree ("service_id") WHERE "tasks"."status" = 'waiting' and "tasks"."spare" > 0;--> statement-breakpoint
CREATE INDEX "tasks_service" ON "tasks" USING btree ("service_id","id");--> statement-breakpoint
CREATE INDEX "tasks_operation" ON "tasks" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "tasks_item" ON "tasks" USING btree ("item_id","id" DESC NULLS LAST) WHERE "tasks"."item_id" is not null;--> statement-breakpoint
CREATE INDEX "tasks_usual" ON "tasks" USING btree ("action","id" DESC NULLS LAST) WHERE "tasks"."status" = 'succeeded' and "tasks"."changed";--> statement-breakpoint
CREATE INDEX "tasks_generation" ON "tasks" USING btree ("service_id","generation") WHERE "tasks"."status" in ('running', 'cancelling');