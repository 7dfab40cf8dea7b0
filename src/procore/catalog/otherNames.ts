/**
 * What the API calls the things that Procore's web app and its guides call otherwise: words of the path in the
 * singular, an empty one for an id. Collected from the titles of tools in "User permissions" and the paths of the
 * published document [doc] [oas].
 */
const otherNames: Readonly<Record<string, readonly (readonly string[])[]>> = {
  album: [['image_category']],
  budget: [['budget_view'], ['budget_line_item']],
  change_order: [['change_order_package'], ['potential_change_order']],
  checklist: [['checklist', 'list']],
  correspondence: [['generic_tool', '', 'generic_tool_item']],
  daily_log: [['daily_log', 'count'], ['manpower_log'], ['notes_log']],
  deliverable: [['submittal']],
  delivery: [['delivery_log']],
  directory: [['user'], ['vendor']],
  document: [['folder'], ['file']],
  drawing: [['drawing_area', '', 'drawing'], ['drawing_revision']],
  form: [['form']],
  hook: [['webhook', 'hook']],
  inspection: [['checklist', 'list']],
  invoice: [['requisition'], ['payment_application']],
  issue: [['coordination_issue']],
  manpower: [['manpower_log']],
  note: [['notes_log']],
  observation: [['observation', 'item']],
  people: [['user'], ['people']],
  person: [['user'], ['people']],
  photo: [['image']],
  punch: [['punch_item']],
  punch_list: [['punch_item']],
  punchlist: [['punch_item']],
  purchase_order: [['purchase_order_contract']],
  request_for_information: [['rfi']],
  schedule: [['task']],
  schedule_task: [['task']],
  specification: [['specification_section']],
  subcontract: [['work_order_contract']],
  timecard: [['timecard_entry']],
  to_do: [['task_item']],
  todo: [['task_item']],
  weather: [['weather_log']],
  webhook: [['webhook', 'hook']],
};

/** The names in the API; empty where none is known. `word` in lower case and in the singular. */
export function otherNamesOf(word: string): readonly (readonly string[])[] {
  return Object.hasOwn(otherNames, word) ? (otherNames[word] ?? []) : [];
}
