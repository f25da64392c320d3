CREATE TABLE "phone_changes" (
	"account_id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"key_id" text NOT NULL,
	"due_at" bigint
);
--> statement-breakpoint
CREATE TABLE "prepared_phones" (
	"address_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"prepared_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "hidden_at" bigint;--> statement-breakpoint
ALTER TABLE "phone_changes" ADD CONSTRAINT "phone_changes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "phone_changes_due" ON "phone_changes" USING btree ("due_at");