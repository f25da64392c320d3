CREATE TABLE "bank_transfers" (
	"transaction_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"payee" text NOT NULL,
	"minor_units" integer NOT NULL,
	"currency" text NOT NULL,
	"booked_at" timestamp with time zone DEFAULT now() NOT NULL
);
