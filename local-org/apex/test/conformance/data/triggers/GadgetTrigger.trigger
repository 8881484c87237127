trigger GadgetTrigger on Gadget__c(before insert, before update) {
    for (Gadget__c gadget : Trigger.new) {
        if (Trigger.isUpdate && Trigger.oldMap.get(gadget.Id).Name == 'trigger') {
            gadget.Code__c = 'was ' + Trigger.oldMap.get(gadget.Id).Name;
        } else if (gadget.Name == 'trigger') {
            gadget.Code__c = 'from-trigger';
        } else if (gadget.Name == 'operation') {
            gadget.Code__c = Trigger.operationType.name();
        } else if (gadget.Name == 'refuse') {
            gadget.Name.addError('Not this one');
        } else if (gadget.Name == 'break') {
            String nothing;
            nothing.length();
        }
    }
}
