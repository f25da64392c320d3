CREATE TABLE "pizza_orders" (
	"transaction_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"size" text NOT NULL,
	"toppings" jsonb NOT NULL,
	"total_minor_units" integer NOT NULL,
	"currency" text NOT NULL,
	"placed_at" timestamp with time zone DEFAULT now() NOT NULL
);
