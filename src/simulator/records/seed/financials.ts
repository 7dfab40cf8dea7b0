import { between, dateText, money, pick } from '../row.ts';
import type { Row } from '../world.ts';
import { counts, referTo, type Seed, type Seeds, type Value } from './seed.ts';
import { divisions } from './words.ts';

const division = (row: Row) => divisions[row.index % divisions.length] ?? divisions[0];
const usd: Value = () => ({ currency_iso_code: 'USD' });

function contracts(prefix: string, size: number, what: string): Seed {
  const number = (row: Row) => `${prefix}-${String(row.index + 1).padStart(3, '0')}`;
  const title = (row: Row) => `${division(row).name} ${what}`;
  return {
    count: counts({ main: size, sandbox: 1, plain: Math.ceil(size / 4) }),
    fields: [
      ['id', 'integer'],
      ['number', 'string'],
      ['title', 'string'],
      ['status', 'string'],
      ['executed', 'boolean'],
      ['description', 'string'],
      ['vendor', 'object'],
      ['vendor_id', 'integer'],
      ['accounting_method', 'string'],
      ['contract_date', 'string:date'],
      ['grand_total', 'string'],
      ['retainage_percent', 'string'],
      ['private', 'boolean'],
      ['currency_configuration', 'object'],
      ['created_at', 'string:date-time'],
      ['updated_at', 'string:date-time'],
      ['deleted_at', 'string:date-time'],
    ],
    values: {
      number,
      title,
      status: row => pick(row, 'status', ['Draft', 'Out For Signature', 'Approved', 'Complete']),
      executed: row =>
        pick(row, 'status', ['Draft', 'Out For Signature', 'Approved', 'Complete']) !== 'Draft',
      vendor: referTo('vendor'),
      vendor_id: row => row.world.reference(row, 'vendor')?.id ?? null,
      contractor: referTo('vendor'),
      accounting_method: () => 'amount',
      grand_total: row => money(row, 'total', 20_000, 900_000),
      contract_date: row => dateText(row),
      retainage_percent: () => '10.0',
      private: () => false,
      deleted_at: () => null,
      currency_configuration: usd,
    },
    label: title,
    created: { status: () => 'Draft', executed: () => false, accounting_method: () => 'amount' },
  };
}

/** Budget, contracts, changes and costs. */
export const financialSeeds: Seeds = {
  cost_codes: {
    count: counts({ main: divisions.length, sandbox: 6, plain: divisions.length }),
    values: {
      name: row => division(row).name,
      code: row => division(row).code.split('-')[1],
      full_code: row => division(row).code,
      sortable_code: row => division(row).code,
      biller: row => row.scope.project?.name,
      biller_id: row => row.scope.id,
      biller_type: () => 'Project',
      budgeted: () => true,
      parent: () => null,
      deleted_at: () => null,
    },
    label: row => division(row).name,
  },
  'work_breakdown_structure/wbs_codes': {
    count: counts({ main: divisions.length, sandbox: 6, plain: divisions.length }),
    values: {
      flat_code: row => `${division(row).code}.O`,
      flat_name: row => `${division(row).name}.Other`,
      description: row => division(row).name,
      status: () => 'active',
    },
  },
  budget_views: {
    count: counts({ main: 3, sandbox: 1, plain: 2 }),
    values: {
      name: row => ['Procore Standard Budget', 'Forecast View', 'Owner View'][row.index % 3],
      description: () => 'All cost codes',
    },
  },
  'budget_views/{}/detail_rows': {
    count: counts({ main: divisions.length, sandbox: 6, plain: divisions.length }),
    values: {
      cost_code: row => `${division(row).code} - ${division(row).name}`,
      root_cost_code: row => division(row).code.split('-')[0],
      category: () => 'Other',
      biller: row => row.scope.project?.name,
      biller_type: () => 'Project',
      company: row => row.scope.company.name,
      project: row => row.scope.project?.name,
      original_budget_amount: row => money(row, 'budget', 50_000, 900_000),
      budget_modifications: () => '0.00',
      currency_configuration: usd,
    },
  },
  budget_line_items: {
    count: counts({ main: divisions.length, sandbox: 6, plain: divisions.length }),
    values: {
      cost_code: referTo('cost_code'),
      original_budget_amount: row => money(row, 'budget', 50_000, 900_000),
    },
  },
  commitment_contracts: contracts('SC', 24, 'subcontract'),
  work_order_contracts: contracts('SC', 24, 'subcontract'),
  purchase_order_contracts: contracts('PO', 16, 'purchase order'),
  commitments: contracts('SC', 24, 'subcontract'),
  prime_contracts: contracts('PC', 2, 'prime contract'),
  change_order_packages: contracts('CO', 12, 'change order'),
  potential_change_orders: contracts('PCO', 14, 'potential change'),
  direct_costs: {
    count: counts({ main: 30, sandbox: 1, plain: 6 }),
    values: {
      amount: row => money(row, 'amount', 50, 9000),
      grand_total: row => money(row, 'amount', 50, 9000),
      direct_cost_type: row => pick(row, 'type', ['expense', 'invoice', 'payroll']),
      description: row => `${division(row).name} expense`,
      invoice_number: row => `INV-${between(row, 'invoice', 1000, 9999)}`,
      status: row => pick(row, 'status', ['draft', 'pending', 'approved']),
      vendor_id: row => row.world.reference(row, 'vendor')?.id ?? null,
      vendor_name: row => row.world.reference(row, 'vendor')?.name ?? null,
      vendor: row => row.world.reference(row, 'vendor')?.name ?? null,
      deleted_at: () => null,
      employee: () => null,
    },
    created: { status: () => 'draft' },
  },
  requisitions: {
    count: counts({ main: 36, sandbox: 1, plain: 6 }),
    values: {
      number: row => row.index + 1,
      invoice_number: row => String(row.index + 1).padStart(4, '0'),
      status: row => pick(row, 'status', ['draft', 'under_review', 'approved', 'revise_and_resubmit']),
      contract_name: row => `${division(row).name} subcontract`,
      commitment_type: () => 'WorkOrderContract',
      commitment_id: row => row.world.reference(row, 'commitment')?.id ?? null,
      vendor_name: row => row.world.reference(row, 'vendor')?.name ?? null,
      vendor_id: row => row.world.reference(row, 'vendor')?.id ?? null,
      percent_complete: row => `${between(row, 'percent', 5, 95)}.0`,
      requisition_start: row => dateText(row),
      requisition_end: row => dateText(row, 30),
    },
  },
  payment_applications: {
    count: counts({ main: 8, sandbox: 1, plain: 2 }),
    values: {
      number: row => row.index + 1,
      status: row => pick(row, 'status', ['draft', 'approved']),
      period_start: row => dateText(row),
      period_end: row => dateText(row, 30),
    },
  },
};
