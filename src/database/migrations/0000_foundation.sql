CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"version" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"wrong_in_a_row" integer NOT NULL,
	"locked_wrong_codes_at" bigint,
	"locked_owner_at" bigint,
	"quiet_until" bigint,
	"frozen_until" bigint,
	"sent_at" bigint[] NOT NULL,
	"replaced_at" bigint[] NOT NULL,
	CONSTRAINT "accounts_person" UNIQUE("issuer","subject"),
	CONSTRAINT "accounts_counts" CHECK ("accounts"."version" >= 0 and "accounts"."wrong_in_a_row" >= 0)
);
--> statement-breakpoint
CREATE TABLE "challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"transaction_id" text NOT NULL,
	"made_at_version" bigint NOT NULL,
	"contact_id" text NOT NULL,
	"channel" text NOT NULL,
	"hint" text NOT NULL,
	"started_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "challenges_order" UNIQUE("transaction_id","made_at_version"),
	CONSTRAINT "challenges_state" CHECK ("challenges"."state" in ('sending', 'live', 'used', 'send_failed', 'expired', 'replaced')),
	CONSTRAINT "challenges_channel" CHECK ("challenges"."channel" in ('sms', 'email')),
	CONSTRAINT "challenges_times" CHECK ("challenges"."expires_at" > "challenges"."started_at")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"channel" text NOT NULL,
	"address_sealed" text NOT NULL,
	"key_id" text NOT NULL,
	"address_hash" text NOT NULL,
	"hint" text NOT NULL,
	"proven_at" bigint NOT NULL,
	"checked_at" bigint NOT NULL,
	CONSTRAINT "contacts_address" UNIQUE("address_hash"),
	CONSTRAINT "contacts_channel" CHECK ("contacts"."channel" in ('sms', 'email'))
);
--> statement-breakpoint
CREATE TABLE "data_key" (
	"only" boolean PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	CONSTRAINT "data_key_only" CHECK ("data_key"."only")
);
--> statement-breakpoint
CREATE TABLE "effects" (
	"transaction_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"command" text NOT NULL,
	"kind" text NOT NULL,
	"payload" json NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"account_id" text NOT NULL,
	"number" bigint NOT NULL,
	"position" integer NOT NULL,
	"type" text NOT NULL,
	"transaction_id" text,
	"data" json NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "events_pkey" PRIMARY KEY("account_id","number","position")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"transaction_id" text NOT NULL,
	"keep_until" bigint NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"link_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"linked_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "seen_requests" (
	"id" text NOT NULL,
	"keep_until" bigint NOT NULL,
	CONSTRAINT "seen_requests_pkey" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"made_at_version" bigint NOT NULL,
	"command" text NOT NULL,
	"details" json NOT NULL,
	"summary" text NOT NULL,
	"destination" text,
	"amount_minor_units" bigint,
	"amount_currency" text,
	"payee" text NOT NULL,
	"locale" text NOT NULL,
	"surface" text NOT NULL,
	"session" text NOT NULL,
	"link_id" text,
	"requested_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"replaced_id" text,
	"replaced_summary" text,
	"replaced_other_session" boolean,
	"state" text NOT NULL,
	"tries" integer NOT NULL,
	"wrong" integer NOT NULL,
	"checking" integer NOT NULL,
	"checking_since" bigint,
	"replaced_told_in" text,
	"cancel_reason" text,
	"settled_at" bigint,
	CONSTRAINT "transactions_order" UNIQUE("account_id","made_at_version"),
	CONSTRAINT "transactions_state" CHECK ("transactions"."state" in ('requested', 'confirmed', 'done', 'failed', 'expired', 'refused', 'superseded', 'cancelled')),
	CONSTRAINT "transactions_surface" CHECK ("transactions"."surface" in ('alexa', 'api', 'app')),
	CONSTRAINT "transactions_cancel_reason" CHECK ("transactions"."cancel_reason" in ('asked', 'not_me', 'contact_changed', 'link_ended', 'erased')),
	CONSTRAINT "transactions_cancelled" CHECK (("transactions"."state" = 'cancelled') = ("transactions"."cancel_reason" is not null)),
	CONSTRAINT "transactions_settled" CHECK (("transactions"."state" = 'requested') = ("transactions"."settled_at" is null)),
	CONSTRAINT "transactions_amount" CHECK (("transactions"."amount_minor_units" is null) = ("transactions"."amount_currency" is null)),
	CONSTRAINT "transactions_replaced" CHECK (("transactions"."replaced_id" is null) = ("transactions"."replaced_summary" is null) and ("transactions"."replaced_id" is null) = ("transactions"."replaced_other_session" is null)),
	CONSTRAINT "transactions_counts" CHECK ("transactions"."tries" >= 0 and "transactions"."wrong" >= 0 and "transactions"."checking" >= 0),
	CONSTRAINT "transactions_times" CHECK ("transactions"."expires_at" > "transactions"."requested_at")
);
--> statement-breakpoint
CREATE TABLE "web_sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"auth_time" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_transaction_id_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."transactions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "effects" ADD CONSTRAINT "effects_transaction" FOREIGN KEY ("transaction_id") REFERENCES "public"."transactions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD CONSTRAINT "web_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenges_open" ON "challenges" USING btree ("transaction_id") WHERE "challenges"."state" in ('sending', 'live');--> statement-breakpoint
CREATE INDEX "contacts_account" ON "contacts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "effects_due" ON "effects" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "links_account" ON "links" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "transactions_one_requested" ON "transactions" USING btree ("account_id") WHERE "transactions"."state" = 'requested';--> statement-breakpoint
CREATE INDEX "web_sessions_account" ON "web_sessions" USING btree ("account_id");