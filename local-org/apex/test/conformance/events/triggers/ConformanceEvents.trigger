trigger ConformanceEvents on Conformance_Event__e(after insert) {
    List<Account> accounts = new List<Account>();
    for (Conformance_Event__e event : Trigger.new) {
        accounts.add(new Account(Name = event.Text__c));
    }
    insert accounts;
}
